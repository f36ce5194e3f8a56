import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Context, inTransaction } from '../context.ts';
import { connections } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin } from '../team/permissions.ts';
import type { CrmSystem } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { type Connection, lockConnection } from './connection.ts';
import { isMachinesOwn } from './machines-own.ts';
import type { Vault } from './vault.ts';

const MISSING = 'missing';
const FOREIGN = 'foreign';

const word = z.string(MISSING).trim().min(1, MISSING).max(2000, 'long');
const address = z
  .url({ protocol: /^https?$/, error: 'address' })
  .refine((text) => !URL.canParse(text) || !isMachinesOwn(new URL(text).hostname), FOREIGN);
const oauth = { clientId: word, clientSecret: word, refreshToken: word.optional() };

const hubspot = z.union([
  z.object({ accessToken: word, apiUrl: address.optional() }),
  z.object({ ...oauth, refreshToken: word, apiUrl: address.optional() }),
]);
const salesforce = z.object({ ...oauth, instanceUrl: address });
const webhook = z.object({
  url: address,
  secret: word.regex(/^whsec_[A-Za-z0-9+/=]+$/, 'whsec'),
});

/** What each system is written to, and read, with. The others are told by a signed webhook of ours. */
export type Credentials =
  | { system: 'hubspot'; with: z.output<typeof hubspot> }
  | { system: 'salesforce'; with: z.output<typeof salesforce> }
  | { system: 'webhook'; with: z.output<typeof webhook> };

/** What an admin has to give for a system, blanks left out. */
export function parseCredentials(system: CrmSystem, given: unknown): Credentials {
  const parse = <Output>(schema: z.ZodType<Output>): Output => {
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    throw new InvalidInputError(faultInWords(parsed.error.issues[0]));
  };
  if (system === 'hubspot') return { system, with: parse(hubspot) };
  if (system === 'salesforce') return { system, with: parse(salesforce) };
  return { system: 'webhook', with: parse(webhook) };
}

/** What is wrong with what was typed. */
function faultInWords(issue: z.core.$ZodIssue | undefined): string {
  const field = issue?.path.join('.') ?? '';
  switch (field && issue?.message) {
    case MISSING:
      return say('{field} is missing.', { field });
    case 'long':
      return say('{field} is too long.', { field });
    case 'address':
      return say('{field} must be an address such as https://example.com.', { field });
    case FOREIGN:
      return say(
        '{field} must be the address of a CRM or a tool. This one is where a cloud keeps the secrets of its machines.',
        {
          field,
        },
      );
    case 'whsec':
      return say('{field} must begin with whsec_.', { field });
    default:
      return say('Give an access token, or client id, client secret and refresh token.');
  }
}

/** Undefined: the CRM can neither be read nor written to. */
export function readCredentials(
  { connectionId, system, credentials }: Connection,
  vault: Vault,
): Credentials | undefined {
  return credentials
    ? parseCredentials(system, JSON.parse(vault.open(connectionId, credentials)))
    : undefined;
}

/** Keeps what the CRM is written to, and read, with; null forgets it. @throws {InvalidInputError} without a key to keep it by. */
export async function saveCredentials(
  ctx: Context,
  vault: Vault,
  connectionId: string,
  given: Record<string, string> | null,
): Promise<void> {
  requireAdmin(ctx, 'connect a CRM');
  await inTransaction(ctx, async (tx) => {
    const { system, name } = await lockConnection(tx, connectionId);
    const parsed = given && parseCredentials(system, given);
    const sealed = parsed && vault.seal(connectionId, JSON.stringify(parsed.with));
    await tx.db
      .update(connections)
      .set({ credentials: sealed, ...(sealed ? { readAt: tx.now() } : { writesBack: false, readAt: null }) })
      .where(and(eq(connections.workspaceId, tx.workspaceId), eq(connections.connectionId, connectionId)));
    await recordAudit(tx, sealed ? 'CRM access given' : 'CRM access taken away', name, { connectionId });
  });
}

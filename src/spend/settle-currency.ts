import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { workspaces } from '../db/schema.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { getWorkspace } from '../team/workspace.ts';
import { DEFAULT_CURRENCY } from '../team/workspace-defaults.ts';
import { say } from '../words/say.ts';

/**
 * The currency of the workspace's spend, an ISO 4217 code. The first spend sets it, to `wanted` or the default.
 * @throws {InvalidInputError} for no currency, {ConflictError} when another is set already.
 */
export async function settleCurrency(ctx: Context, wanted: string | undefined): Promise<string> {
  const code = wanted === undefined ? undefined : currencyCode(wanted);
  await ctx.db
    .update(workspaces)
    .set({ currency: code ?? DEFAULT_CURRENCY })
    .where(and(eq(workspaces.workspaceId, ctx.workspaceId), isNull(workspaces.currency)));
  const { currency } = await getWorkspace(ctx);
  const settled = currency ?? DEFAULT_CURRENCY;
  if (code !== undefined && code !== settled) {
    throw new ConflictError(
      say(
        'Spend in this workspace is kept in {settled}, so amounts in {other} cannot be added: convert them to {settled} first. Nothing was recorded.',
        { settled, other: code },
      ),
    );
  }
  return settled;
}

export function currencyCode(text: string): string {
  const code = text.trim().toUpperCase();
  if (Intl.supportedValuesOf('currency').includes(code)) return code;
  throw new InvalidInputError(
    say('"{text}" is no currency: give its three-letter code, such as EUR.', { text }),
  );
}

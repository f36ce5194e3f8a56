import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { leads, stageChanges } from '../db/schema.ts';
import { UnavailableError } from '../errors.ts';
import type { Directory } from '../team/directory.ts';
import { findMember } from '../team/members.ts';
import type { Connection } from './connection.ts';
import type { CrmEvent } from './crm-event.ts';

/** Where the CRM's id of an owner is kept whose address is not known. */
const OWNER_ATTRIBUTE = 'crmOwner';

export interface CrmOwner {
  /** The CRM's id of the user, or the address that it sends. */
  owner: string;
  leads: number;
}

type Owned = Extract<CrmEvent, { kind: 'reported' | 'described' }>;

const MOST_OWNERS = 20;

/** Users of the CRM without a known address who own leads, those of most leads first. */
export async function listUnknownOwners(ctx: Context, connectionId: string): Promise<CrmOwner[]> {
  return queryRows<CrmOwner>(
    ctx.db,
    sql`select attributes ->> ${OWNER_ATTRIBUTE} as owner, count(*)::int as leads from ${leads}
        where workspace_id = ${ctx.workspaceId} and owner_email is null
          and attributes ->> ${OWNER_ATTRIBUTE} is not null
          and exists (select 1 from ${stageChanges} as c where c.workspace_id = ${ctx.workspaceId}
            and c.lead_id = ${leads.leadId} and c.origin = ${connectionId})
        group by 1 order by 2 desc, 1 limit ${MOST_OWNERS}`,
  );
}

/** The address of each Slack user that stands for an owner of these events, where Slack knows one. */
export async function ownerAddresses(
  ctx: Context,
  { owners }: Pick<Connection, 'owners'>,
  events: readonly Owned[],
  directory: Pick<Directory, 'find'>,
): Promise<ReadonlyMap<string, string>> {
  const named = new Set(events.flatMap(ownersOf));
  const found = new Map<string, string>();
  for (const [owner, userId] of Object.entries(owners)) {
    if (!named.has(ownerKey(owner))) continue;
    const email = await addressOf(ctx, userId, directory);
    if (email) found.set(ownerKey(owner), email);
  }
  return found;
}

/** What an event says of the lead, with its owner as somebody in Slack can be found by. */
export function withOwner(event: Owned, addresses: ReadonlyMap<string, string>): Owned {
  const { lead, ownerId } = event;
  const sent = lead?.ownerEmail ?? undefined;
  const known = ownersOf(event)
    .map((owner) => addresses.get(owner))
    .find(Boolean);
  if (known) return { ...event, lead: { ...lead, ownerEmail: known } };
  if (sent || !ownerId) return event;
  return { ...event, lead: { ...lead, attributes: { ...lead?.attributes, [OWNER_ATTRIBUTE]: ownerId } } };
}

/** Whom it names, the address that was sent before the CRM's own id. */
function ownersOf({ lead, ownerId }: Owned): string[] {
  return [lead?.ownerEmail, ownerId].flatMap((owner) => (owner ? [ownerKey(owner)] : []));
}

export function ownerKey(owner: string): string {
  return owner.trim().toLowerCase();
}

/** As Slack says, or as it said last where it cannot be asked. */
async function addressOf(ctx: Context, userId: string, directory: Pick<Directory, 'find'>) {
  try {
    return (await directory.find(userId))?.email;
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    return (await findMember(ctx, userId))?.email;
  }
}

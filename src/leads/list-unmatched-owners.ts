import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { handoffs, leads, members } from '../db/schema.ts';
import type { Directory } from '../team/directory.ts';

export interface UnmatchedOwner {
  email: string;
  openLeads: number;
}

const MOST_ASKED = 10;

/**
 * The owners of open leads in the CRM who are nobody that may take leads in Slack, those of most leads first. Slack is
 * asked about ten of them at most.
 * @throws {UnavailableError} when Slack cannot be asked.
 */
export async function listUnmatchedOwners(ctx: Context, directory: Directory): Promise<UnmatchedOwner[]> {
  const owners = await queryRows<UnmatchedOwner>(
    ctx.db,
    sql`select lower(trim(l.owner_email)) as email, count(*)::int as "openLeads"
      from ${handoffs} as h join ${leads} as l on l.workspace_id = h.workspace_id and l.lead_id = h.lead_id
      where h.workspace_id = ${ctx.workspaceId} and h.state = 'open' and h.alerting
        and h.routed_to is distinct from 'owner' and trim(l.owner_email) <> ''
        and not exists (select 1 from ${members} as m
          where m.workspace_id = h.workspace_id and lower(m.email) = lower(trim(l.owner_email)))
      group by 1 order by 2 desc, 1 limit ${MOST_ASKED}`,
  );
  const people = await Promise.all(owners.map(({ email }) => directory.findByEmail(email)));
  return owners.filter((_, index) => !people[index]?.mayAct);
}

import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, leads } from '../db/schema.ts';
import { ConflictError } from '../errors.ts';
import type { Stage } from '../vocabulary.ts';
import { say } from '../words/say.ts';

/** A lead that is there already, and who has it. */
export interface KnownLead {
  leadId: string;
  name: string | null;
  company: string | null;
  stage: Stage | null;
  holderId: string | null;
}

const MOST_KNOWN = 3;

/** Thrown to whoever adds a lead with the e-mail of others without having seen them. */
export class KnownLeadError extends ConflictError {
  readonly known: readonly KnownLead[];

  constructor(known: readonly KnownLead[]) {
    super(say('There is a lead with this e-mail already.'));
    this.known = known;
  }
}

/** The leads of this e-mail, however it is written, the latest first, except the one that is about to be added. */
export async function listLeadsByEmail(
  ctx: Context,
  email: string,
  exceptLeadId: string,
): Promise<KnownLead[]> {
  const holder = ctx.db
    .select({ holderId: handoffs.holderId })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, leads.workspaceId),
        eq(handoffs.leadId, leads.leadId),
        ne(handoffs.state, 'void'),
      ),
    )
    .orderBy(desc(handoffs.openedAt))
    .limit(1);
  return ctx.db
    .select({
      leadId: leads.leadId,
      name: leads.name,
      company: leads.company,
      stage: leads.stage,
      holderId: sql<string | null>`(${holder})`,
    })
    .from(leads)
    .where(
      and(
        eq(leads.workspaceId, ctx.workspaceId),
        // As the index has it; addresses that share a digest are told apart.
        sql`${leads.email} is not null and md5(lower(trim(${leads.email}))) = md5(lower(trim(${email}::text)))`,
        sql`lower(trim(${leads.email})) = lower(trim(${email}::text))`,
        ne(leads.leadId, exceptLeadId),
      ),
    )
    .orderBy(sql`${leads.stageSince} desc nulls last`, sql`${leads.leadId} collate "C"`)
    .limit(MOST_KNOWN);
}

/**
 * One after the other, to the end of the transaction, so that two people who add the same person at once do not miss
 * each other. Nobody else waits.
 */
export async function lockEmail(ctx: Context, email: string): Promise<void> {
  await ctx.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`lead ${ctx.workspaceId} `} || lower(trim(${email}::text)), 0))`,
  );
}

import { and, eq, not } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, leads } from '../db/schema.ts';
import { InvalidInputError, NotAllowedError } from '../errors.ts';
import { passOn } from '../sla/pass-on.ts';
import { findSlackPeople, type SlackPeople } from '../sla/slack-people.ts';
import { recordAudit } from '../team/audit.ts';
import type { Directory, Person } from '../team/directory.ts';
import { requireManager } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import type { Handoff } from './handoff.ts';
import { isErased } from './is-erased.ts';
import { optionalReason } from './stated-reason.ts';

export interface Giving {
  handoffIds: readonly string[];
  toUserId: string;
  note?: string | undefined;
}

/** What became of each lead that was to be given. */
export interface GivenLeads {
  given: Handoff[];
  /** As they stand: somebody decided them meanwhile. */
  settled: Handoff[];
  /** Whoever is to get them has them. */
  heldAlready: Handoff[];
  /** Not known any more. */
  unknown: number;
}

/**
 * A manager gives leads to a colleague, who gets a turn of their own; the promise stays. Those that are not open any
 * more stop nobody from getting the others.
 * @throws {NotAllowedError} unless a manager asks, or when the receiver is a guest, an app or deactivated.
 */
export async function giveLeads(ctx: Context, directory: Directory, input: Giving): Promise<GivenLeads> {
  requireManager(ctx, 'give leads to somebody');
  if (input.handoffIds.length === 0) throw new InvalidInputError(say('Choose at least one lead.'));
  const note = optionalReason(input.note);
  const receiver = await findReceiver(directory, input.toUserId);
  const giver = actorId(ctx);
  const by = (giver && (await directory.find(giver))?.name) || null;
  const people = await findSlackPeople(ctx, directory);
  return retryingDeadlocks(() =>
    inTransaction(ctx, (tx) => giveWithin(tx, people, input.handoffIds, receiver, { by, note })),
  );
}

async function findReceiver(directory: Directory, userId: string): Promise<Person> {
  const person = await directory.find(userId);
  const who = `<@${userId}>`;
  if (!person) throw new InvalidInputError(say('Slack does not know {who}. Choose somebody else.', { who }));
  if (!person.mayAct) {
    throw new NotAllowedError(
      say('{who} cannot take leads: guests, apps and deactivated people cannot. Choose somebody else.', {
        who,
      }),
    );
  }
  return person;
}

async function giveWithin(
  ctx: Context,
  people: SlackPeople,
  handoffIds: readonly string[],
  receiver: Person,
  { by, note }: { by: string | null; note: string | undefined },
): Promise<GivenLeads> {
  const locked = await lockHandoffs(ctx, handoffIds);
  const settled = locked.filter((handoff) => handoff.state !== 'open');
  const open = locked.filter((handoff) => handoff.state === 'open');
  const heldAlready = open.filter((handoff) => handoff.holderId === receiver.userId);
  const toGive = open.filter((handoff) => handoff.holderId !== receiver.userId);
  const given =
    toGive.length === 0
      ? []
      : await passOn(ctx, people, toGive, {
          ended: 'given',
          why: note ?? '',
          to: { routedTo: 'person', holderId: receiver.userId, why: { is: 'given', by, note } },
          givesTurnBack: true,
        });
  for (const { handoffId, leadId } of given) {
    await recordAudit(ctx, 'lead given', leadId, {
      handoffId,
      to: receiver.userId,
      ...(note ? { note } : {}),
    });
  }
  return { given, settled, heldAlready, unknown: new Set(handoffIds).size - locked.length };
}

/** Reads handoffs under the locks of their leads, taken in the order in which every writer takes them. */
async function lockHandoffs(ctx: Context, handoffIds: readonly string[]): Promise<Handoff[]> {
  const wanted = and(
    eq(handoffs.workspaceId, ctx.workspaceId),
    isAnyOf(handoffs.handoffId, handoffIds),
    not(isErased),
  );
  const found = await ctx.db.select({ leadId: handoffs.leadId }).from(handoffs).where(wanted);
  const leadIds = [...new Set(found.map(({ leadId }) => leadId))];
  await ctx.db
    .select({ leadId: leads.leadId })
    .from(leads)
    .where(and(eq(leads.workspaceId, ctx.workspaceId), isAnyOf(leads.leadId, leadIds)))
    .orderBy(leads.leadId)
    .for('update');
  return ctx.db
    .select()
    .from(handoffs)
    .where(wanted)
    .orderBy(handoffs.dueAt, handoffs.handoffId)
    .for('update');
}

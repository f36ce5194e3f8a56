import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { say } from '../words/say.ts';
import { type OnCard, SLACK_ORIGIN } from './decide-handoff.ts';
import type { Handoff } from './handoff.ts';
import { hasNewerHandoff } from './has-newer-handoff.ts';
import { lockHandoff, requireMayDecide } from './lock-handoff.ts';
import { type AtOnce, recordAtOnce, type Said } from './record-at-once.ts';
import { recordWithin } from './record-stage-changes.ts';
import { readStanding } from './standing.ts';

/**
 * The first attempt to reach an accepted lead: stops the second clock.
 * @throws {ConflictError} when the lead is not accepted, somebody has tried already, or it has been handed over again.
 */
export async function markContacted(ctx: Context, input: OnCard): Promise<AtOnce | undefined> {
  const seen = input.seen ?? (await readStanding(ctx, input.handoffId, actorId(ctx))).standing;
  if (seen) {
    const hasNewer = seen.handoffs.some(
      ({ state, openedAt }) => state !== 'void' && openedAt > seen.handoff.openedAt,
    );
    requireContactable(ctx, seen.handoff, hasNewer);
    const atOnce = await recordAtOnce(ctx, seen, contactOf(ctx, seen.handoff), input.clicked);
    if (atOnce) return atOnce;
  }
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, input.handoffId);
      requireContactable(tx, handoff, await hasNewerHandoff(tx, handoff));
      const { fact, action, detail } = contactOf(tx, handoff);
      await recordWithin(tx, [fact], tx.now());
      await recordAudit(tx, action, handoff.leadId, detail);
    }),
  );
  return undefined;
}

function requireContactable(ctx: Context, handoff: Handoff, hasNewer: boolean): void {
  requireMayDecide(ctx, handoff);
  if (handoff.state !== 'accepted') {
    throw new ConflictError(
      say(
        '{state, select, open {This lead is open.} rejected {This lead is rejected.} recycled {This lead is recycled.} withdrawn {This lead is withdrawn.} other {This lead is void.}} Accept it first, then mark it contacted.',
        { state: handoff.state },
      ),
    );
  }
  if (handoff.contactedAt) {
    throw new ConflictError(
      handoff.contactedBy
        ? say('This lead was marked contacted by {who} already; the first time counts.', {
            who: `<@${handoff.contactedBy}>`,
          })
        : say('This lead was marked contacted already; the first time counts.'),
    );
  }
  // A contact counts for the latest handoff, so it cannot be told of an earlier one.
  if (hasNewer) {
    throw new ConflictError(
      say('This lead has been handed over again since. Use the card of the newer handoff.'),
    );
  }
}

function contactOf(ctx: Context, { handoffId, leadId, openedAt }: Handoff): Said {
  const now = ctx.now();
  return {
    fact: {
      ...{ kind: 'contacted', origin: SLACK_ORIGIN, eventId: uuidv7(), leadId },
      occurredAt: now > openedAt ? now : openedAt,
      actorId: actorId(ctx) ?? undefined,
    },
    action: 'lead contacted',
    detail: { handoffId },
  };
}

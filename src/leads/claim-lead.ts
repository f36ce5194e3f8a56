import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireColleague } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { claimWithin } from './claim-within.ts';
import { AlreadyDecidedError } from './decide-handoff.ts';
import type { Handoff } from './handoff.ts';
import { HeldByOtherError } from './held-by-other-error.ts';
import { lockHandoff } from './lock-handoff.ts';

/**
 * Takes a lead out of the pool: the first come gets it, with the whole time to decide; the promise stays.
 * @throws {HeldByOtherError} to the second, {AlreadyDecidedError} when it is not open any more.
 */
export async function claimLead(ctx: Context, input: { handoffId: string }): Promise<Handoff> {
  requireColleague(ctx);
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, input.handoffId);
      requireClaimable(tx, handoff);
      const claimed = await claimWithin(tx, handoff);
      await recordAudit(tx, 'lead claimed', handoff.leadId, { handoffId: handoff.handoffId });
      return claimed;
    }),
  );
}

function requireClaimable(ctx: Context, handoff: Handoff): void {
  if (handoff.state !== 'open') throw new AlreadyDecidedError(handoff);
  const { holderId, routedTo } = handoff;
  if (holderId && holderId === actorId(ctx)) throw new ConflictError(say('You have this lead already.'));
  if (holderId) throw new HeldByOtherError(handoff);
  if (routedTo !== 'pool') {
    throw new ConflictError(say('This lead is not in the pool now. A manager can give it to somebody.'));
  }
}

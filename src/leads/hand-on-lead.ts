import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError, NotAllowedError } from '../errors.ts';
import { passOn } from '../sla/pass-on.ts';
import { findSlackPeople } from '../sla/slack-people.ts';
import { recordAudit } from '../team/audit.ts';
import type { Directory } from '../team/directory.ts';
import { requireColleague } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { AlreadyDecidedError } from './decide-handoff.ts';
import type { Handoff } from './handoff.ts';
import { lockHandoff } from './lock-handoff.ts';
import { statedReason } from './stated-reason.ts';

/**
 * "Not mine": the lead goes to somebody who has not had it, and the turn back to whoever had it by the rotation. It is
 * no rejection.
 * @throws {ConflictError} when nobody else is free: nothing changes then. {NotAllowedError} to all but its holder and managers.
 */
export async function handOnLead(
  ctx: Context,
  directory: Directory,
  input: { handoffId: string; reason: string },
): Promise<Handoff> {
  requireColleague(ctx);
  const reason = statedReason(input.reason);
  const people = await findSlackPeople(ctx, directory);
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, input.handoffId);
      requireMayHandOn(tx, handoff);
      const how = { ended: 'handed-on', why: reason, givesTurnBack: true } as const;
      const [passed] = await passOn(tx, people, [handoff], how);
      if (!passed || passed === handoff) {
        throw new ConflictError(
          say('Nobody else is free, so it stays with you. Ask a manager to give it to somebody.'),
        );
      }
      await recordAudit(tx, 'lead handed on', handoff.leadId, { handoffId: handoff.handoffId, reason });
      return passed;
    }),
  );
}

/** Also asked before a form is opened, so that nobody fills one in vain. */
export function requireMayHandOn(ctx: Context, handoff: Handoff): void {
  requireColleague(ctx);
  if (handoff.state !== 'open') throw new AlreadyDecidedError(handoff);
  const { holderId } = handoff;
  if (!holderId) throw new ConflictError(say('Nobody holds this lead, so there is nobody to take it from.'));
  if (ctx.actor.kind === 'system' || ctx.actor.isManager || ctx.actor.userId === holderId) return;
  throw new NotAllowedError(
    say(
      'This lead is with {who}. Only its holder, a manager or an admin can hand it on, so nothing has changed.',
      { who: `<@${holderId}>` },
    ),
  );
}

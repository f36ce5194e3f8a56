import { actorId, type Context } from '../context.ts';
import { invariant } from '../errors.ts';
import { passOn } from '../sla/pass-on.ts';
import type { SlackPeople } from '../sla/slack-people.ts';
import type { Handoff } from './handoff.ts';

/** A claim looks for nobody, so there is nobody to ask Slack about. */
const NOBODY_ASKED: SlackPeople = {
  owners: new Map(),
  known: new Map(),
  groups: new Map(),
  named: new Map(),
  gone: new Set(),
  admins: null,
};

/** Begins the turn of whoever acts with a lead that nobody holds. Inside a transaction that holds its lock. */
export async function claimWithin(ctx: Context, handoff: Handoff): Promise<Handoff> {
  const userId = actorId(ctx);
  invariant(userId, 'a lead is claimed by a person');
  const is = handoff.routedTo === 'pool' ? 'taken-from-pool' : 'taken-from-nobody';
  const [claimed] = await passOn(ctx, NOBODY_ASKED, [handoff], {
    ended: 'claimed',
    why: '',
    to: { routedTo: 'claim', holderId: userId, why: { is } },
    givesTurnBack: false,
  });
  invariant(claimed, 'what is passed on comes back');
  return claimed;
}

import type { Context } from '../../src/context.ts';
import { AppError } from '../../src/errors.ts';
import { claimLead } from '../../src/leads/claim-lead.ts';
import { correctDecision } from '../../src/leads/correct-decision.ts';
import { acceptLead, rejectLead } from '../../src/leads/decide-handoff.ts';
import { excuseBreach } from '../../src/leads/excuse-breach.ts';
import { giveLeads } from '../../src/leads/give-leads.ts';
import { handOnLead } from '../../src/leads/hand-on-lead.ts';
import { markContacted } from '../../src/leads/mark-contacted.ts';
import type { AtOnce } from '../../src/leads/record-at-once.ts';
import { requestCard } from '../../src/leads/request-card.ts';
import { snoozeLead } from '../../src/leads/snooze-lead.ts';
import { undoDecision } from '../../src/leads/undo-decision.ts';
import { ACTION } from '../../src/slack/action-ids.ts';
import { findMember } from '../../src/team/members.ts';
import { actorOf } from '../../src/team/permissions.ts';
import { isDeath } from './instrument.ts';
import { buttonsOf, contentOf, type SimMessage } from './pretend-slack.ts';
import { LEASE_MS } from './replica.ts';
import type { Simulation } from './simulation.ts';
import type { SimPerson } from './world.ts';

const REASONS = ['not_now', 'no_fit', 'duplicate', 'spam', 'unreachable'];

/** What somebody did, whether or not it was allowed. */
export interface Deed {
  at: number;
  userId: string;
  verb: string;
  handoffId: string;
  refused: string | null;
}

/** People look at their messages now and then, and press buttons. */
export function letPeopleAct(simulation: Simulation): void {
  const { slack, time, world } = simulation;
  const random = simulation.random.branch('people');
  const noticed = new Map<SimMessage, number>();

  slack.onMessage = (message) => {
    const readers = readersOf(message);
    for (const reader of readers) {
      if (!random.chance(reader.diligence / readers.length)) continue;
      const looks = noticed.get(message) ?? 0;
      // Else everybody would undo what the others do, for ever.
      if (looks >= MOST_LOOKS || (looks > 0 && random.chance(0.7))) continue;
      noticed.set(message, looks + 1);
      time.at(time.ms() + 5000 + random.span(reader.speedMs), () => void look(reader, message));
    }
  };

  function readersOf(message: SimMessage): SimPerson[] {
    if (!message.channel.startsWith('D'))
      return world.people.filter((person) => person.isRep || person.isManager);
    return world.people.filter((person) => `D${person.userId}` === message.channel);
  }

  async function look(reader: SimPerson, message: SimMessage): Promise<void> {
    if (simulation.isOver() || slack.users.get(reader.userId)?.isDeactivated) return;
    const buttons = buttonsOf(contentOf(message)).filter(({ actionId }) => actionId in weights);
    if (buttons.length === 0) return;
    const all = buttons.flatMap((button) => Array<typeof button>(weights[button.actionId] ?? 0).fill(button));
    const { actionId, value } = random.pick(all);
    await press(reader, actionId, value, message);
    if (random.chance(0.1)) await press(reader, actionId, value, message);
    if (random.chance(0.05)) await snooze(reader, value);
    if (random.chance(0.15)) {
      const delay = random.int(1000, 15 * 60_000);
      time.at(time.ms() + delay, () => void press(reader, 'undo_decision', value));
    }
    if (actionId === 'accept_lead' && random.chance(0.6)) {
      time.at(time.ms() + random.span(60 * 60_000), () => void press(reader, 'mark_contacted', value));
    }
  }

  async function press(
    person: SimPerson,
    actionId: string,
    handoffId: string,
    message?: SimMessage,
  ): Promise<void> {
    const clicked = message && { channelId: message.channel, messageTs: message.ts, leaseMs: LEASE_MS };
    switch (actionId) {
      case 'accept_lead':
        return act(person, 'accept', handoffId, (ctx) => acceptLead(ctx, { handoffId, clicked }));
      case 'reject_lead': {
        const reason = random.pick(REASONS);
        return act(person, `reject ${reason}`, handoffId, (ctx) => rejectLead(ctx, { handoffId, reason }));
      }
      case 'undo_decision':
        return act(person, 'undo', handoffId, (ctx) => undoDecision(ctx, { handoffId }));
      case 'mark_contacted':
        return act(person, 'contacted', handoffId, (ctx) => markContacted(ctx, { handoffId, clicked }));
      case 'open_card':
        return act(person, 'open card', handoffId, (ctx) => requestCard(ctx, { handoffId }));
      case 'claim_lead':
        return act(person, 'claim', handoffId, (ctx) => claimLead(ctx, { handoffId }));
      case ACTION.handOn:
        return act(person, 'not mine', handoffId, (ctx) =>
          handOnLead(ctx, simulation.somebodyUp()?.directory ?? noDirectory, {
            handoffId,
            reason: 'wrong region',
          }),
        );
    }
  }

  async function act(
    person: SimPerson,
    verb: string,
    handoffId: string,
    work: (ctx: Context) => Promise<unknown>,
  ): Promise<void> {
    const replica = simulation.somebodyUp();
    if (!replica || simulation.isOver()) return;
    const deed: Deed = { at: time.ms(), userId: person.userId, verb, handoffId, refused: null };
    try {
      const user = slack.users.get(person.userId);
      const actor = actorOf(
        {
          ...{
            userId: person.userId,
            name: person.name,
            email: person.email,
            timeZone: person.slackTimeZone,
          },
          ...{ isWorkspaceAdmin: person.isWorkspaceAdmin, mayAct: !user?.isDeactivated && !user?.isGuest },
          awayInSlack: null,
        },
        await findMember(replica.system, person.userId),
      );
      const said = await work({ ...replica.system, actor });
      if (isAtOnce(said)) await replica.bring(said);
      simulation.recorded(replica);
    } catch (error) {
      if (isDeath(error)) deed.refused = 'the process died';
      else if (error instanceof AppError) deed.refused = error.code;
      else simulation.offend(`${verb} by ${person.userId} fails: ${describe(error)}`, handoffId);
    }
    simulation.deeds.push(deed);
    simulation.say(
      `${person.userId} ${verb} ${await simulation.nameOf(handoffId)}: ${deed.refused ?? 'done'}`,
    );
  }

  function snooze(person: SimPerson, handoffId: string): Promise<void> {
    const until = new Date(time.ms() + random.int(1, 20) * 3_600_000);
    return act(person, 'snooze', handoffId, (ctx) => snoozeLead(ctx, { handoffId, until }));
  }

  /** Now and then somebody does something that no message of theirs offers. */
  function sometimes(meanMs: number, work: () => Promise<void>): void {
    const again = () => {
      if (simulation.isOver()) return;
      void work();
      time.at(time.ms() + random.span(meanMs), again);
    };
    time.at(time.ms() + random.span(meanMs), again);
  }

  sometimes(6 * 3_600_000, async () => {
    const person = random.pick(world.people);
    const open = await simulation.openHandoffs();
    if (open.length === 0) return;
    const { handoffId } = random.pick(open);
    await press(person, random.pick(['accept_lead', ACTION.handOn, 'claim_lead', 'open_card']), handoffId);
  });
  sometimes(12 * 3_600_000, async () => {
    const manager = random.pick(world.people.filter((one) => one.isManager || one.isWorkspaceAdmin));
    const open = await simulation.openHandoffs();
    if (open.length === 0) return;
    const handoffIds = random.some(open, random.pick([1, 1, 2, 8])).map((one) => one.handoffId);
    const toUserId = random.pick(world.people).userId;
    await act(manager, `give ${handoffIds.length} to ${toUserId}`, handoffIds[0] ?? '', (ctx) =>
      giveLeads(ctx, simulation.somebodyUp()?.directory ?? noDirectory, { handoffIds, toUserId }),
    );
  });
  sometimes(10 * 3_600_000, async () => {
    const manager = random.pick(world.people.filter((one) => one.isManager || one.isWorkspaceAdmin));
    const known = await simulation.latestHandoffs();
    if (known.length === 0) return;
    const { handoffId } = random.pick(known);
    if (random.chance(0.3)) {
      await act(manager, 'excuse', handoffId, (ctx) =>
        excuseBreach(ctx, { handoffId, reason: 'our outage' }),
      );
      return;
    }
    const to = random.pick(['open', 'accepted', 'rejected', 'recycled'] as const);
    const directory = simulation.somebodyUp()?.directory ?? noDirectory;
    await act(manager, `correct to ${to}`, handoffId, (ctx) =>
      correctDecision(ctx, directory, { handoffId, to, why: 'a mistake' }),
    );
  });
  sometimes(12 * 3_600_000, async () => {
    // Two colleagues at the same moment.
    const [one, other] = random.some(world.people, 2);
    const open = await simulation.openHandoffs();
    if (!one || !other || open.length === 0) return;
    const { handoffId } = random.pick(open);
    await Promise.all([press(one, 'accept_lead', handoffId), press(other, 'reject_lead', handoffId)]);
  });
}

const MOST_LOOKS = 2;

const weights: Record<string, number> = {
  accept_lead: 5,
  reject_lead: 3,
  undo_decision: 1,
  mark_contacted: 4,
  open_card: 1,
  claim_lead: 4,
  [ACTION.handOn]: 2,
};

const noDirectory = {
  find: async () => undefined,
  findByEmail: async () => undefined,
  listAdmins: async () => [],
  listGroup: async () => [],
  findGroup: async () => [],
};

function isAtOnce(said: unknown): said is AtOnce {
  return typeof said === 'object' && said !== null && 'claimed' in said;
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.message} ${error.stack?.split('\n')[1]?.trim()}` : String(error);
}

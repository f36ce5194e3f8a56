import { isDeepStrictEqual } from 'node:util';
import type { DurationClock } from '../../sla/text/duration.ts';
import { formatDuration } from '../../sla/text/duration.ts';
import type { ChainStep } from '../../vocabulary.ts';

/** A chain as far as a form can say it: tell some at the deadline, then wait, then hand the lead on. */
export interface SimpleChain {
  rep: boolean;
  managers: boolean;
  userIds: string[];
  channelIds: string[];
  groupId: string;
  /** Blank: no wait. */
  grace: string;
  next: 'nothing' | 'rotation' | 'pool' | 'person';
  personId: string | null;
}

/** Undefined when the chain says more than the form can. */
export function simpleChain(chain: readonly ChainStep[], clock: DurationClock): SimpleChain | undefined {
  const simple: SimpleChain = {
    rep: false,
    managers: false,
    userIds: [],
    channelIds: [],
    groupId: '',
    grace: '',
    next: 'nothing',
    personId: null,
  };
  for (const step of chain) {
    switch (step.kind) {
      case 'notify':
        takeAudience(simple, step.whom);
        break;
      case 'wait':
        simple.grace = formatDuration(step.minutes, clock);
        break;
      case 'reassign':
        simple.next = typeof step.to === 'string' ? step.to : 'person';
        simple.personId = typeof step.to === 'string' ? null : step.to.userId;
    }
  }
  return isSaidBy(simple, chain) ? simple : undefined;
}

/** Whether it names people or channels, so that Slack has to be asked whether they can be reached. */
export function namesAnybody(simple: SimpleChain | undefined): boolean {
  if (!simple) return false;
  const { userIds, channelIds, next, personId } = simple;
  return userIds.length + channelIds.length > 0 || (next === 'person' && personId !== null);
}

/** The steps as a person would write them. */
export function chainTexts(simple: SimpleChain): string[] {
  const { rep, managers, userIds, channelIds, groupId, grace, next, personId } = simple;
  return [
    ...(rep ? ['tell rep'] : []),
    ...(managers ? ['tell managers'] : []),
    ...userIds.map((userId) => `tell <@${userId}>`),
    ...channelIds.map((channelId) => `tell <#${channelId}>`),
    ...(groupId ? [`tell group ${groupId}`] : []),
    ...(grace ? [`wait ${grace}`] : []),
    ...(next === 'rotation' || next === 'pool' ? [`hand on to the ${next}`] : []),
    ...(next === 'person' && personId ? [`hand on to <@${personId}>`] : []),
  ];
}

function takeAudience(simple: SimpleChain, whom: Extract<ChainStep, { kind: 'notify' }>['whom']): void {
  if (whom === 'rep') simple.rep = true;
  else if (whom === 'managers') simple.managers = true;
  else if ('userId' in whom) simple.userIds.push(whom.userId);
  else if ('channelId' in whom) simple.channelIds.push(whom.channelId);
  else simple.groupId = whom.groupId;
}

/** Everybody is told at the deadline, in whatever order; one wait at most, and only before the lead is handed on. */
function isSaidBy(simple: SimpleChain, chain: readonly ChainStep[]): boolean {
  const kinds = chain.map((step) => step.kind);
  const told = chain.filter((step) => step.kind === 'notify').map(({ whom }) => JSON.stringify(whom));
  const tail = kinds.slice(told.length);
  const isInOrder = kinds.slice(0, told.length).every((kind) => kind === 'notify');
  const groups = chain.filter(
    (step) => step.kind === 'notify' && typeof step.whom === 'object' && 'groupId' in step.whom,
  );
  const handsOn = isDeepStrictEqual(tail, ['wait', 'reassign']) || isDeepStrictEqual(tail, ['reassign']);
  return (
    isInOrder &&
    new Set(told).size === told.length &&
    groups.length <= 1 &&
    (tail.length === 0 ? simple.next === 'nothing' : handsOn)
  );
}

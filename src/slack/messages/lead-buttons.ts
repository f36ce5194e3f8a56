import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { isReservedOrigin } from '../../leads/reserved-origins.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { button, type Wording } from './message.ts';
import type { Reader } from './reader.ts';
import { moveOptions } from './stage-moves.ts';

/** What the menu of a card offers, as Slack sends it back before the id of the handoff. */
export const MENU = {
  handOn: 'hand-on',
  hour: 'snooze-1h',
  threeHours: 'snooze-3h',
  morning: 'snooze-morning',
  details: 'details',
} as const;

/** Until when the present holder has it: the promise, or the end of a later turn. */
export function turnEndsAt(card: LeadCard): Date {
  return card.turnDueAt ?? card.dueAt;
}

/** For an open lead: Accept and Reject first, so that three taps decide it. */
export function openButtons(
  card: LeadCard,
  wording: Wording,
  { role }: Reader,
): types.ActionsBlock | undefined {
  if (role === 'former') return undefined;
  if (role === 'channel') return row(button(say('Open card'), ACTION.openCard, card.handoffId));
  const accept = button(say('Accept'), ACTION.accept, card.handoffId, 'primary');
  const reject = button(say('Reject'), ACTION.reject, card.handoffId);
  switch (role) {
    case 'pool':
      return row(accept, reject, button(say('Claim'), ACTION.claim, card.handoffId));
    case 'manager':
      return row(
        accept,
        reject,
        button(say('Give to…'), ACTION.give, card.handoffId),
        ...excuse(card, wording),
      );
    case 'holder':
      return row(accept, reject, holdersMenu(card, wording));
  }
}

/** For a lead that is settled: none of them is called Accept or Reject. */
export function settledButtons(
  card: LeadCard,
  wording: Wording,
  { role }: Reader,
): types.ActionsBlockElement[] {
  if (role === 'former' || role === 'channel') return [];
  const elements: types.ActionsBlockElement[] = [];
  if (card.state === 'accepted' && !card.contactedAt && !isOver(card)) {
    elements.push(button(say('Contacted'), ACTION.contacted, card.handoffId, 'primary'));
  }
  if (card.progress?.undoUntil) elements.push(button(say('Undo'), ACTION.undoMove, card.handoffId));
  else if (card.undoUntil) elements.push(button(say('Undo'), ACTION.undo, card.handoffId));
  if (role === 'manager') elements.push(...managersButtons(card, wording));
  return role === 'pool' ? elements : [...elements, ...stageMenu(card)];
}

/** Won or lost: there is nobody to call any more. */
export function isOver({ progress }: Pick<LeadCard, 'progress'>): boolean {
  return progress?.stage === 'won' || progress?.stage === 'lost';
}

/** What may be made of a lead that is decided, unless it has been handed over again. */
function stageMenu({ handoffId, progress }: LeadCard): types.Overflow[] {
  const options = progress?.isLatest ? moveOptions(progress.stage, handoffId) : [];
  return options.length > 0 ? [{ type: 'overflow', action_id: ACTION.leadMenu, options }] : [];
}

/** What a manager may put right of a settled lead. */
export function managersButtons(card: LeadCard, wording: Wording): types.ActionsBlockElement[] {
  const isCorrectable =
    card.state !== 'open' && card.state !== 'void' && !card.undoUntil && isReservedOrigin(card.decidedOrigin);
  return [
    ...excuse(card, wording),
    ...(isCorrectable ? [button(say('Correct…'), ACTION.correct, card.handoffId)] : []),
  ];
}

/** The decision came after its promise, or is due and not there. */
export function isLate(card: LeadCard, now: Date): boolean {
  return card.state !== 'void' && (card.decidedAt ?? now) > card.dueAt;
}

export function row(...elements: types.ActionsBlockElement[]): types.ActionsBlock {
  return { type: 'actions', elements };
}

export function excuse(card: LeadCard, { now }: Wording): types.Button[] {
  const isExcusable = isLate(card, now) && !card.excused;
  return isExcusable ? [button(say('Excuse…'), ACTION.excuse, card.handoffId)] : [];
}

function holdersMenu(card: LeadCard, wording: Wording): types.ActionsBlockElement {
  if (isTurnOver(card, wording)) return button(say('Not mine…'), ACTION.handOn, card.handoffId);
  return { type: 'overflow', action_id: ACTION.leadMenu, options: holdersOptions(card, wording) };
}

/** What a holder may do besides deciding; after the deadline there is nothing to snooze. */
export function holdersOptions(card: LeadCard, wording: Wording): types.PlainTextOption[] {
  const handOn = menuOption(card, say('Not mine…'), MENU.handOn);
  if (isTurnOver(card, wording)) return [handOn];
  return [
    handOn,
    menuOption(card, say('Snooze for 1 hour'), MENU.hour),
    menuOption(card, say('Snooze for 3 hours'), MENU.threeHours),
    menuOption(card, say('Snooze until tomorrow morning'), MENU.morning),
  ];
}

export function menuOption({ handoffId }: LeadCard, label: string, verb: string): types.PlainTextOption {
  return { text: { type: 'plain_text', text: label }, value: `${verb} ${handoffId}` };
}

function isTurnOver(card: LeadCard, { now }: Wording): boolean {
  return turnEndsAt(card) <= now;
}

import type { types } from '@slack/bolt';
import { LONGEST_REASON, type ReasonInUse } from '../../../team/rejection-reasons.ts';
import { reasonLabel } from '../../../team/shown-defaults.ts';
import type { RejectionReason } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { actions, button, context, section } from '../../messages/message.ts';
import { escapeMrkdwn, oneLine } from '../../messages/text.ts';
import { plainOption } from '../form-fields.ts';
import { type Trail, writeTrail } from './trail.ts';

const MOST_HIDDEN_SHOWN = 40;

/** Why leads may be turned down, in the order in which reps see it. What is chosen here is saved at once. */
export function reasonsView(reasons: readonly ReasonInUse[], trail: Trail): types.ModalView {
  const offered = reasons.filter(({ isHidden }) => !isHidden);
  const hidden = reasons.filter(({ isHidden }) => isHidden).slice(0, MOST_HIDDEN_SHOWN);
  return {
    type: 'modal',
    private_metadata: writeTrail({ settingsViewId: trail.settingsViewId }),
    title: { type: 'plain_text', text: say('Reasons to reject') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [
      actions(button(say('Add a reason…'), ACTION.addReason, 'add')),
      ...offered.map((reason, index) => ({
        ...section(rowOf(reason, index + 1)),
        accessory: menu(reason, { isFirst: index === 0, isLast: index === offered.length - 1 }),
      })),
      ...(hidden.length > 0
        ? [context(say('Hidden: reps cannot choose them, and figures still name them.'))]
        : []),
      ...hidden.map((reason) => ({
        ...section(`~${labelOf(reason)}~\n${sayUsed(reason)}`),
        accessory: menu(reason, { isFirst: true, isLast: true }),
      })),
      context(say('A reason that leads were rejected for is hidden rather than deleted.')),
    ],
  };
}

function rowOf(reason: ReasonInUse, place: number): string {
  const facts = [
    sayOutcome(reason.outcome),
    ...(reason.givesTurnBack ? [say('the rep gets the turn back')] : []),
    sayUsed(reason),
  ];
  return `*${place}. ${labelOf(reason)}*\n${facts.join(' · ')}`;
}

function labelOf(reason: ReasonInUse): string {
  return escapeMrkdwn(oneLine(reasonLabel(reason), LONGEST_REASON));
}

function sayUsed({ used }: ReasonInUse): string {
  return say('{used, plural, =0 {not used yet} one {used for # lead} other {used for # leads}}', { used });
}

export function sayOutcome(outcome: RejectionReason['outcome']): string {
  return outcome === 'recycle'
    ? say('Back to marketing, for another try later')
    : say('Closed: not worth another try');
}

function menu(
  { key, isHidden, used }: ReasonInUse,
  { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
): types.Overflow {
  const [shown = plainOption(`edit ${key}`, say('Edit…')), ...others] = [
    plainOption(`edit ${key}`, say('Edit…')),
    ...(isFirst ? [] : [plainOption(`up ${key}`, say('Move up'))]),
    ...(isLast ? [] : [plainOption(`down ${key}`, say('Move down'))]),
    ...(isHidden
      ? [plainOption(`show ${key}`, say('Offer it again'))]
      : [plainOption(`remove ${key}`, used > 0 ? say('Hide') : say('Delete'))]),
  ];
  return { type: 'overflow', action_id: ACTION.reasonMenu, options: [shown, ...others] };
}

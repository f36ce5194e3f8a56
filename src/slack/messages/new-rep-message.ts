import { ACTION } from '../action-ids.ts';
import { actions, button, type Message, plainMessage, section } from './message.ts';
import { counted } from './text.ts';

export interface NewRep {
  userId: string;
  addedBy: string;
  isThroughGroup: boolean;
  /** They take part in the rotation now. */
  isRep: boolean;
}

/** To somebody who has become a rep: who did it, what comes, how to be away, how to leave. */
export function newRepMessage({ userId, addedBy, isThroughGroup, isRep }: NewRep): Message {
  if (!isRep) {
    return plainMessage(
      'You take no part in the rotation any more, so no new leads come to you from it. A manager can add you again with `/funnel reps add`.',
    );
  }
  const how = isThroughGroup ? ' through a user group' : '';
  const who =
    addedBy === userId
      ? `You added yourself as a sales rep${how}.`
      : `<@${addedBy}> added you as a sales rep${how}.`;
  return {
    text: 'You are a sales rep here now: new leads come to you in these messages.',
    blocks: [
      section(`👋 *${who}* New leads come to you here, in turn with the other reps.`),
      section(
        [
          '• *What comes:* a card for each lead. Press Accept, or Reject with a reason, before the time on the card is up. I remind you before that.',
          '• *When you are away:* new leads go to others. Say it with the button or `/funnel away until friday`; `/funnel hours` sets your working hours.',
          '• *Not for you?* Leave the rotation. Your open leads go to others, and a manager can add you again.',
        ].join('\n'),
      ),
      actions(button('I am away…', ACTION.goAway, 'away'), leaveButton(userId)),
    ],
  };
}

/** To whoever has left the rotation, with how many of their open leads go on. */
export function leftSentence(owed: number): string {
  const leads =
    owed === 0 ? '' : ` Your ${counted(owed, 'open lead')} ${owed === 1 ? 'goes' : 'go'} to others now.`;
  return `You left the rotation.${leads}`;
}

function leaveButton(userId: string) {
  return {
    ...button('Leave the rotation', ACTION.leaveRotation, userId),
    confirm: {
      title: { type: 'plain_text' as const, text: 'Leave the rotation?' },
      text: { type: 'plain_text' as const, text: 'You get no new leads, and your open leads go to others.' },
      confirm: { type: 'plain_text' as const, text: 'Leave' },
      deny: { type: 'plain_text' as const, text: 'Stay' },
    },
  };
}

import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, type Message, plainMessage, section } from './message.ts';

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
      say(
        'You take no part in the rotation any more, so no new leads come to you from it. A manager can add you again with `/funnel reps add`.',
      ),
    );
  }
  return {
    text: say('You are a sales rep here now: new leads come to you in these messages.'),
    blocks: [
      section(welcome(addedBy === userId, `<@${addedBy}>`, isThroughGroup)),
      section(
        [
          say(
            '• *What comes:* a card for each lead. Press Accept, or Reject with a reason, before the time on the card is up. I remind you before that.',
          ),
          say(
            '• *When you are away:* new leads go to others. Say it with the button or `/funnel away until friday`; `/funnel hours` sets your working hours.',
          ),
          say(
            '• *Not for you?* Leave the rotation. Your open leads go to others, and a manager can add you again.',
          ),
        ].join('\n'),
      ),
      actions(button(say('I am away…'), ACTION.goAway, 'away'), leaveButton(userId)),
    ],
  };
}

/** To whoever has left the rotation, with how many of their open leads go on. */
export function leftSentence(owed: number): string {
  return owed === 0
    ? say('You left the rotation.')
    : say(
        'You left the rotation. Your {owed, plural, one {# open lead goes} other {# open leads go}} to others now.',
        { owed },
      );
}

function welcome(isThemselves: boolean, who: string, isThroughGroup: boolean): string {
  if (isThemselves) {
    return isThroughGroup
      ? say(
          '👋 *You added yourself as a sales rep through a user group.* New leads come to you here, in turn with the other reps.',
        )
      : say(
          '👋 *You added yourself as a sales rep.* New leads come to you here, in turn with the other reps.',
        );
  }
  return isThroughGroup
    ? say(
        '👋 *{who} added you as a sales rep through a user group.* New leads come to you here, in turn with the other reps.',
        { who },
      )
    : say('👋 *{who} added you as a sales rep.* New leads come to you here, in turn with the other reps.', {
        who,
      });
}

function leaveButton(userId: string) {
  return {
    ...button(say('Leave the rotation'), ACTION.leaveRotation, userId),
    confirm: {
      title: { type: 'plain_text' as const, text: say('Leave the rotation?') },
      text: {
        type: 'plain_text' as const,
        text: say('You get no new leads, and your open leads go to others.'),
      },
      confirm: { type: 'plain_text' as const, text: say('Leave') },
      deny: { type: 'plain_text' as const, text: say('Stay') },
    },
  };
}

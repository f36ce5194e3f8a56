import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, type Message, plainMessage, section } from './message.ts';

interface Pause {
  userId: string;
  lapses: number;
  isPaused: boolean;
}

/** To a rep whom the rotation passes over from now on, and to managers about that rep. */
export function pausedMessage(pause: Pause, readerId: string): Message {
  const isSelf = pause.userId === readerId;
  const { text, blocks } = isSelf ? plainMessage(toThemselves(pause)) : toManager(pause);
  if (!pause.isPaused) return { text, blocks };
  const label = isSelf ? say('Resume my turns') : say('Resume their turns');
  return { text, blocks: [...blocks, actions(button(label, ACTION.resume, pause.userId, 'primary'))] };
}

function toThemselves({ lapses, isPaused }: Pause): string {
  return isPaused
    ? say(
        '⏸️ You get no new leads for now: {lapses, plural, one {# lead in a row was} other {# leads in a row were}} not decided in time. What you hold stays with you.',
        { lapses },
      )
    : say('▶️ You get leads from the rotation again.');
}

/** Notifications show no names of people: only blocks do. */
function toManager({ userId, lapses, isPaused }: Pause): Message {
  const sentence = (who: string) =>
    isPaused
      ? say(
          '⏸️ {who} gets no new leads for now: {lapses, plural, one {# lead in a row was} other {# leads in a row were}} not decided in time.',
          { who, lapses },
        )
      : say('▶️ {who} gets leads from the rotation again.', { who });
  return { text: sentence(say('A rep')), blocks: [section(sentence(`<@${userId}>`))] };
}

import { ACTION } from '../action-ids.ts';
import { actions, button, type Message, section } from './message.ts';
import { counted } from './text.ts';

/** To a rep whom the rotation passes over from now on, and to managers about that rep. */
export function pausedMessage(
  { userId, lapses, isPaused }: { userId: string; lapses: number; isPaused: boolean },
  readerId: string,
): Message {
  const isSelf = userId === readerId;
  // Notifications show no names of people: only blocks do.
  const say = (words: string): Message => ({
    text: words.replace('%', isSelf ? 'You get' : 'A rep gets'),
    blocks: [section(words.replace('%', isSelf ? 'You get' : `<@${userId}> gets`))],
  });
  if (!isPaused) return say('▶️ % leads from the rotation again.');
  const why = `${counted(lapses, 'lead')} in a row ${lapses === 1 ? 'was' : 'were'} not decided in time.`;
  const { text, blocks } = say(
    `⏸️ % no new leads for now: ${why}${isSelf ? ' What you hold stays with you.' : ''}`,
  );
  const label = isSelf ? 'Resume my turns' : 'Resume their turns';
  return { text, blocks: [...blocks, actions(button(label, ACTION.resume, userId, 'primary'))] };
}

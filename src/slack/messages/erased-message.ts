import type { Erasure } from '../../leads/erase-lead.ts';
import { say } from '../../words/say.ts';
import { header, type Message, plainMessage, section } from './message.ts';

/** What stands in place of a message about a lead that was erased. `cause`: as it was noted with the message. */
export function erasedMessage(cause: unknown): Message {
  const title = cause === 'retention' ? say('Erased after its time') : say('Erased on request');
  const words =
    cause === 'retention'
      ? say('This lead was erased after the time for which leads are kept. It still counts in figures.')
      : say('This lead was erased on request. It still counts in figures.');
  return { text: words, blocks: [header(title), section(words)] };
}

/** What came of erasing a lead, and what is not in our hands. */
export function erasureMessage(erasure: Erasure): Message {
  if (erasure.outcome === 'unknown')
    return plainMessage(say('I know no lead with this id, so nothing has changed.'));
  const [done = '', ...left] = erasureSentences(erasure);
  return { text: done, blocks: [section(done), section(left.map((sentence) => `• ${sentence}`).join('\n'))] };
}

/** The first says what was done; the others what has to be looked for elsewhere, or stays. */
export function erasureSentences(erasure: Erasure): string[] {
  const { outcome, updated, cancelled, files, unchangeable, isIdAddress } = erasure;
  return [
    outcome === 'erased before'
      ? say('This lead was erased before, so nothing has changed.')
      : say(
          'Erased. {updated, plural, =0 {No posted message named it} one {# posted message is being changed} other {# posted messages are being changed}}, {cancelled, plural, =0 {none was waiting to be sent} one {# will not be sent} other {# will not be sent}}, {files, plural, =0 {no exported file had to go} one {# exported file is being deleted} other {# exported files are being deleted}}. It still counts in figures.',
          { updated, cancelled, files },
        ),
    ...(unchangeable > 0
      ? [
          say(
            '{count, plural, one {# message} other {# messages}} could not be changed: Slack refuses it, or I am not in that channel any more. Delete {count, plural, one {it} other {them}} by hand.',
            { count: unchangeable },
          ),
        ]
      : []),
    ...(isIdAddress
      ? [
          say(
            'Its id is an e-mail address and stays, so that what the CRM still sends of it stays without a name.',
          ),
        ]
      : []),
    say(
      'Answers that only one person saw, windows that are open now, and reports that were shared in a channel may still name it.',
    ),
    say(
      'So may files and messages that people copied or wrote themselves, the CRM, and backups of the database.',
    ),
  ];
}

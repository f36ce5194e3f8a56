import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, type Message, section } from './message.ts';
import { escapeMrkdwn, oneLine } from './text.ts';

export interface RefusedWrite {
  /** The lead's name and company, escaped. */
  lead: string;
  /** What the connection is called. */
  crm: string;
  /** The CRM's own words. */
  words: string;
  /** The write that is tried again; null where it has been taken meanwhile. */
  writeBack: string | null;
}

/** The CRM did not take what was decided here: its own words, and a button to try again. */
export function writeRefusedMessage({ lead, crm, words, writeBack }: RefusedWrite): Message {
  const name = escapeMrkdwn(oneLine(crm, 60));
  if (writeBack === null) {
    const sentence = say('✅ {crm} has taken it meanwhile: {lead} is the same here and there.', {
      crm: name,
      lead,
    });
    return { text: sentence, blocks: [section(sentence)] };
  }
  return {
    text: say('{crm} refused an update of {lead}. Here it stays as it is.', { crm: name, lead }),
    blocks: [
      section(
        say('⚠️ *{crm} refused an update of {lead}.* It says: “{words}”\nHere it stays as it is.', {
          ...{ crm: name, lead },
          words: escapeMrkdwn(oneLine(words, 300)),
        }),
      ),
      actions(button(say('Try again'), ACTION.retryWriteBack, writeBack)),
    ],
  };
}

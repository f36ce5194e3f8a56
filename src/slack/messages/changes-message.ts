import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../../team/list-changes.ts';
import { say } from '../../words/say.ts';
import { actionInWords, nameInWords } from './change-words.ts';
import { context, header, type Message, plainMessage, section, type Wording } from './message.ts';
import { escapeMrkdwn, oneLine } from './text.ts';
import { dateToken } from './times.ts';

const MOST_DETAILS = 5;
const LONGEST_VALUE = 60;
const LONGEST_LINE = 300;
/** So much of its markup a message holds. */
const MOST_MARKUP = 7500;
const PER_SECTION = 2;
const SLACK_ID = /^[UWCDGS][A-Z0-9]{2,}$/;

/** Who has changed what of the configuration, the newest first. */
export function changesMessage(changes: readonly Change[], wording: Wording): Message {
  if (changes.length === 0) return plainMessage(say('Nothing has been changed here yet.'));
  const lines = thatFit(changes.map((change) => lineOf(change, wording)));
  const cut = changes.length - lines.length;
  const sections: string[] = [];
  for (let start = 0; start < lines.length; start += PER_SECTION) {
    sections.push(lines.slice(start, start + PER_SECTION).join('\n'));
  }
  return {
    text: say('Here is who has changed what: the latest {count}.', { count: lines.length }),
    blocks: [
      header(say('Who changed what')),
      ...sections.map(section),
      ...(cut > 0
        ? [
            context(
              say(
                '{count, plural, one {# older one has no room here.} other {# older ones have no room here.}}',
                {
                  count: cut,
                },
              ),
            ),
          ]
        : []),
      context(say('The latest first. What is done to a lead stands in its story: `/funnel lead ID`.')),
    ],
  };
}

function thatFit(lines: readonly string[]): string[] {
  let room = MOST_MARKUP;
  return lines.filter((line) => {
    room -= JSON.stringify(line).length;
    return room > 0;
  });
}

function lineOf({ at, actorId, action, subject, detail }: Change, { timeZone }: Wording): string {
  const who = actorId ? `<@${actorId}>` : say('The bot');
  const what = subjectInWords(subject, action);
  const details = detailsOf(detail);
  const shown = details.slice(0, MOST_DETAILS);
  const more = details.length - shown.length;
  const said = [...shown, ...(more > 0 ? [say('and {more} more', { more })] : [])].join('; ');
  const line = escapeMrkdwn(oneLine(said, LONGEST_LINE));
  const done = say('{when}, {who}: {what}', {
    ...{ when: dateToken(at, timeZone), who, what: `*${actionInWords(action)}*${what}` },
  });
  return `• ${done}${line ? `\n   ${line}` : ''}`;
}

function subjectInWords(subject: string, action: string): string {
  if (/^(settings|policies|goals) /.test(action)) return '';
  if (!SLACK_ID.test(subject)) return `: ${escapeMrkdwn(oneLine(subject, LONGEST_VALUE))}`;
  if (subject.startsWith('C') || subject.startsWith('G')) return `: <#${subject}>`;
  return subject.startsWith('S') ? `: <!subteam^${subject}>` : `: <@${subject}>`;
}

/** What is different, from what to what; where nothing is compared, what was said. */
function detailsOf({ before, after, ...rest }: Record<string, unknown>): string[] {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  const changed = names
    .filter((name) => !isDeepStrictEqual(old.get(name), now.get(name)))
    .map((name) => `${nameInWords(name)}: ${valueInWords(old.get(name))} → ${valueInWords(now.get(name))}`);
  const said = [...entriesOf(rest)].map(([name, value]) => `${nameInWords(name)}: ${valueInWords(value)}`);
  return [...changed, ...said];
}

function entriesOf(value: unknown): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map(value == null ? [] : [['value', value]]);
  return new Map(Object.entries(value).filter(([, one]) => one != null));
}

function valueInWords(value: unknown): string {
  if (value == null) return say('none');
  return oneLine(typeof value === 'string' ? value : JSON.stringify(value), LONGEST_VALUE);
}

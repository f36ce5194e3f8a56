import type { Digest } from '../../reports/compose-digest.ts';
import { costSentences } from '../../reports/sentences/cost-sentences.ts';
import { formatDay } from '../../reports/sentences/dates.ts';
import { passRateSentences } from '../../reports/sentences/pass-rate-sentences.ts';
import { restatementSentence } from '../../reports/sentences/restatement-sentence.ts';
import { judgedSentences } from '../../reports/sentences/scorecard-sentences.ts';
import { say } from '../../words/say.ts';
import { plainLeadName } from './lead-card-message.ts';
import { context, header, type Message, plainSection, section } from './message.ts';
import { richText, text } from './rich-text.ts';
import { escapeMrkdwn } from './text.ts';
import { timeInWords } from './times.ts';

/** The morning message of a channel. It names leads, never reps. */
export function digestMessage(digest: Digest): Message {
  const { restatement } = digest;
  const restated = restatement
    ? [section(`✏️ ${escapeMrkdwn(restatementSentence(restatement, digest.on))}`)]
    : [];
  const title = say('Funnel digest, {day}', { day: formatDay(digest.on) });
  if (isQuiet(digest)) {
    const sentence = say('{title}: No MQLs were handed over or decided yesterday, and none is open.', {
      title,
    });
    return { text: sentence, blocks: [plainSection(sentence), ...restated] };
  }
  const handed = handedText(digest.yesterday);
  const { dueToday: due, open } = digest;
  return {
    text: say('Yesterday: {handed}. Due today: {due, number}.', { handed, due }),
    blocks: [
      header(title),
      section(say('*Yesterday* ({day}): {handed}.', { day: formatDay(digest.yesterday.on), handed })),
      ...restated,
      section(
        say(
          '*Today*: {due, plural, one {# decision} other {# decisions}} due, {open, plural, one {# lead} other {# leads}} open.',
          { due, open },
        ),
      ),
      monthBlock(digest),
      ...waitingBlocks(digest),
      context(
        say('Days in {zone}. `/funnel summary` answers at any time; `/funnel digest off` stops this.', {
          zone: escapeMrkdwn(digest.timeZone),
        }),
      ),
    ],
  };
}

function handedText({ mqls, accepted, rejected, notInTime: late }: Digest['yesterday']): string {
  return late > 0
    ? say(
        '{mqls, plural, one {# MQL} other {# MQLs}} handed over, {accepted, number} accepted, {rejected, number} rejected, ⏰ {late, number} not decided in time',
        { mqls, accepted, rejected, late },
      )
    : say(
        '{mqls, plural, one {# MQL} other {# MQLs}} handed over, {accepted, number} accepted, {rejected, number} rejected',
        { mqls, accepted, rejected },
      );
}

function monthBlock({ monthToDate: { passRate, scorecard, cost } }: Digest): Message['blocks'][number] {
  const sentences = [
    ...passRateSentences(passRate),
    ...judgedSentences(scorecard, passRate),
    ...(cost ? costSentences(cost) : []),
  ];
  return section([say('*Month to date*'), ...sentences.map(escapeMrkdwn)].join('\n'));
}

function waitingBlocks({ longestWaiting, timeZone }: Digest): Message['blocks'] {
  if (longestWaiting.length === 0) return [];
  const lines = longestWaiting.map((card) => {
    const lead = { lead: plainLeadName(card, 60), since: timeInWords(card.openedAt, timeZone) };
    return [
      text(
        card.isOverdue
          ? say('• {lead}, MQL since {since}, ⏰ overdue', lead)
          : say('• {lead}, MQL since {since}', lead),
      ),
    ];
  });
  return [section(say('*Waiting longest*')), richText(lines)];
}

function isQuiet({ yesterday, dueToday, open }: Digest): boolean {
  return (
    yesterday.mqls + yesterday.accepted + yesterday.rejected + yesterday.notInTime + dueToday + open === 0
  );
}

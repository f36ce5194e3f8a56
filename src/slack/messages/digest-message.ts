import type { Digest } from '../../reports/compose-digest.ts';
import { costSentences } from '../../reports/sentences/cost-sentences.ts';
import { formatDay } from '../../reports/sentences/dates.ts';
import { passRateSentences } from '../../reports/sentences/pass-rate-sentences.ts';
import { restatementSentence } from '../../reports/sentences/restatement-sentence.ts';
import { judgedSentences } from '../../reports/sentences/scorecard-sentences.ts';
import { plainLeadName } from './lead-card-message.ts';
import { context, header, type Message, plainSection, section } from './message.ts';
import { richText, text } from './rich-text.ts';
import { counted, escapeMrkdwn } from './text.ts';
import { timeInWords } from './times.ts';

/** The morning message of a channel. It names leads, never reps. */
export function digestMessage(digest: Digest): Message {
  const { yesterday, timeZone, restatement } = digest;
  const restated = restatement
    ? [section(`✏️ ${escapeMrkdwn(restatementSentence(restatement, digest.on))}`)]
    : [];
  const title = `Funnel digest, ${formatDay(digest.on)}`;
  if (isQuiet(digest)) {
    const sentence = 'No MQLs were handed over or decided yesterday, and none is open.';
    return { text: `${title}: ${sentence}`, blocks: [plainSection(`${title}: ${sentence}`), ...restated] };
  }
  const handed = `${counted(yesterday.mqls, 'MQL')} handed over, ${yesterday.accepted} accepted, ${yesterday.rejected} rejected`;
  const late = yesterday.notInTime > 0 ? `, ⏰ ${yesterday.notInTime} not decided in time` : '';
  const { passRate, scorecard, cost } = digest.monthToDate;
  return {
    text: `Yesterday: ${handed}${late}. Due today: ${digest.dueToday}.`,
    blocks: [
      header(title),
      section(`*Yesterday* (${formatDay(yesterday.on)}): ${handed}${late}.`),
      ...restated,
      section(`*Today*: ${counted(digest.dueToday, 'decision')} due, ${counted(digest.open, 'lead')} open.`),
      section(
        `*Month to date*\n${[
          ...passRateSentences(passRate),
          ...judgedSentences(scorecard, passRate),
          ...(cost ? costSentences(cost) : []),
        ]
          .map(escapeMrkdwn)
          .join('\n')}`,
      ),
      ...(digest.longestWaiting.length > 0
        ? [
            section('*Waiting longest*'),
            richText(
              digest.longestWaiting.map((card) => [
                text(
                  `• ${plainLeadName(card, 60)}, MQL since ${timeInWords(card.openedAt, timeZone)}${card.isOverdue ? ', ⏰ overdue' : ''}`,
                ),
              ]),
            ),
          ]
        : []),
      context(
        `Days in ${escapeMrkdwn(timeZone)}. \`/funnel summary\` answers at any time; \`/funnel digest off\` stops this.`,
      ),
    ],
  };
}

function isQuiet({ yesterday, dueToday, open }: Digest): boolean {
  return (
    yesterday.mqls + yesterday.accepted + yesterday.rejected + yesterday.notInTime + dueToday + open === 0
  );
}

import type { ReportAnswer } from '../../reports/report.ts';
import { periodName } from '../../reports/sentences/period-name.ts';
import { say } from '../../words/say.ts';
import { header, type Message } from './message.ts';
import { richText, text } from './rich-text.ts';
import { cut, escapeMrkdwn, oneLine } from './text.ts';

const LONGEST_SENTENCE = 600;
const MOST_SENTENCES = 20;

/** The definition of a report and its arithmetic, one sentence a line. */
export function explanationMessage(sentences: readonly string[], answer: ReportAnswer): Message {
  const lines = sentences.slice(0, MOST_SENTENCES).map((sentence) => oneLine(sentence, LONGEST_SENTENCE));
  return {
    text: escapeMrkdwn(lines[0] ?? say('There is nothing to explain.')),
    blocks: [
      header(
        cut(
          say('How {report} is counted, {period}', {
            ...{ report: answer.report, period: periodName(answer.period) },
          }),
          150,
        ),
      ),
      richText(lines.map((line) => [text(line)])),
    ],
  };
}

import type { DryRunAnswer } from '../../reports/dry-run.ts';
import { dryRunScope, dryRunSentences } from '../../reports/sentences/dry-run-sentences.ts';
import { periodName } from '../../reports/sentences/period-name.ts';
import { say } from '../../words/say.ts';
import { context, header, type Message } from './message.ts';
import { bold, richText, text } from './rich-text.ts';
import { cut, escapeMrkdwn, oneLine } from './text.ts';

const LONGEST_SENTENCE = 600;

/** What other policies would have done, in words. */
export function dryRunMessage(answer: DryRunAnswer): Message {
  const sentences = dryRunSentences(answer).map((sentence) => oneLine(sentence, LONGEST_SENTENCE));
  return {
    text: escapeMrkdwn(sentences[0] ?? ''),
    blocks: [
      header(cut(say('Tried on {period}', { period: periodName(answer.period) }), 150)),
      ...dryRunBlocks(sentences),
      context(escapeMrkdwn(dryRunScope(answer))),
    ],
  };
}

/** The sentences alone, for a message or a modal. */
export function dryRunBlocks(sentences: readonly string[]): Message['blocks'] {
  const [point = '', ...others] = sentences.map((sentence) => oneLine(sentence, LONGEST_SENTENCE));
  return [richText([[bold(point)], ...others.map((sentence) => [text(sentence)])])];
}

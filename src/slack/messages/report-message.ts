import type { types } from '@slack/bolt';
import type { ReportAnswer } from '../../reports/report.ts';
import { type ReportTable, reportTable } from '../../reports/report-table.ts';
import { reportSentences } from '../../reports/sentences/report-sentences.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, context, header, type Message } from './message.ts';
import { bold, richText, text } from './rich-text.ts';
import { counted, cut, escapeMrkdwn, oneLine } from './text.ts';

/** Rows shown in Slack; the command line shows them all. */
const MOST_ROWS = 25;
const MAX_COLUMNS = 20;

const TITLES: Record<ReportAnswer['report'], string> = {
  summary: 'Funnel summary',
  'pass-rate': 'Pass rate',
  velocity: 'Velocity',
  cost: 'Cost per SQL',
  waste: 'Waste',
  reps: 'Reps',
  sources: 'Sources',
  reasons: 'Reasons for rejection',
  goal: 'Goal',
  leads: 'Leads that became SQLs',
};

/** A report in words and rows. `shareValue`: what the Share button carries; without it there is none. */
export function reportMessage(answer: ReportAnswer, shareValue?: string): Message {
  const sentences = reportSentences(answer);
  const [point = '', ...others] = sentences.slice(0, -1);
  const scope = sentences.at(-1) ?? '';
  const table = reportTable(answer);
  const hidden = table ? table.rows.length - MOST_ROWS : 0;
  const notes = [
    scope,
    hidden > 0
      ? `${counted(hidden, 'more row')} not shown; \`npm run funnel -- report ${answer.report}\` lists all.`
      : '',
  ];
  return {
    text: escapeMrkdwn(point),
    blocks: [
      header(cut(`${TITLES[answer.report]}, ${answer.period.label}`, 150)),
      richText([[bold(point)], ...others.map((sentence) => [text(sentence)])]),
      ...(table ? [tableBlock(table)] : []),
      context(notes.filter(Boolean).map(escapeMrkdwn).join(' ')),
      ...(shareValue ? [actions(button('Share in channel', ACTION.share, shareValue))] : []),
    ],
  };
}

function tableBlock({ columns, rows }: ReportTable): types.TableBlock {
  const cell = (content: string) => ({ type: 'raw_text' as const, text: oneLine(content, 60) || ' ' });
  const shown = columns.slice(0, MAX_COLUMNS);
  return {
    type: 'table',
    column_settings: shown.map(({ isNumeric }) => ({
      align: isNumeric ? ('right' as const) : ('left' as const),
    })),
    rows: [
      shown.map(({ title }) => cell(title)),
      ...rows.slice(0, MOST_ROWS).map((row) => row.slice(0, MAX_COLUMNS).map(cell)),
    ],
  };
}

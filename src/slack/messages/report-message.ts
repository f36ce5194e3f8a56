import type { types } from '@slack/bolt';
import type { ReportTable } from '../../reports/keyed-table.ts';
import type { LeadsCursor } from '../../reports/leads-page.ts';
import type { ReportAnswer } from '../../reports/report.ts';
import { type ReportChart, reportChart } from '../../reports/report-chart.ts';
import type { ReportName } from '../../reports/report-request.ts';
import { reportTable } from '../../reports/report-table.ts';
import { periodName } from '../../reports/sentences/period-name.ts';
import { reportSentences } from '../../reports/sentences/report-sentences.ts';
import { say } from '../../words/say.ts';
import { stageName } from '../../words/stage-name.ts';
import { ACTION } from '../action-ids.ts';
import { chartBlock, chartNote } from './chart-block.ts';
import { actions, button, context, header, type Message } from './message.ts';
import { reportTitle } from './report-titles.ts';
import { bold, richText, text } from './rich-text.ts';
import { scheduleButtonLabel } from './scheduled-message.ts';
import { cut, escapeMrkdwn, oneLine } from './text.ts';

/** Leads that one page of a list shows. */
export const LEADS_A_PAGE = 10;
/** Rows shown in Slack, if they fit; the command line shows them all. */
const MOST_ROWS = 25;
/** Slack refuses messages whose blocks are too long together, and does not say where that begins. */
const MOST_CHARACTERS = 9_000;
const ROOM_FOR_NOTES = 400;
const LONGEST_SENTENCE = 600;
const MAX_COLUMNS = 20;

function titleOf(answer: ReportAnswer): string {
  if (answer.report !== 'leads') return reportTitle(answer.report);
  const { list, entered } = answer;
  if (list) return list === 'open' ? say('Open leads') : say('Leads not decided in time');
  return entered === 'sql'
    ? say('Leads that became SQLs')
    : say('Leads that entered “{stage}”', { stage: stageName(entered) });
}

/** What may be done with an answer. Every button carries what was asked, as JSON, so that it is answered again. */
export interface ReportButtons {
  asked: { name: ReportName; text: string };
  share?: boolean;
  schedule?: boolean;
}

/** A report in words, drawn, and in rows: the words say it all. Without buttons there are none. */
export function reportMessage(answer: ReportAnswer, buttons?: ReportButtons): Message {
  const sentences = reportSentences(answer).map((sentence) => oneLine(sentence, LONGEST_SENTENCE));
  const [point = '', ...others] = sentences.slice(0, -1);
  const scope = sentences.at(-1) ?? '';
  const words = [
    header(cut(say('{title}, {period}', { title: titleOf(answer), period: periodName(answer.period) }), 150)),
    richText([[bold(point)], ...others.map((sentence) => [text(sentence)])]),
  ];
  const chart = reportChart(answer);
  const drawn = chart ? drawnBlocks(chart) : [];
  const table = reportTable(answer);
  const paging = buttons ? pageButtons(answer, buttons) : [];
  const end = [
    ...(paging.length > 0 ? [actions(...paging)] : []),
    ...(buttons ? [actions(...buttonsOf(buttons, table !== undefined))] : []),
  ];
  const room = MOST_CHARACTERS - ROOM_FOR_NOTES - lengthOf([words, drawn.slice(0, 1), end]);
  const rows = table ? fittingRows(table, room) : [];
  const hidden = (table?.rows.length ?? 0) - rows.length;
  const notes = [
    scope,
    hidden > 0
      ? say('{count, plural, one {# more row} other {# more rows}} not shown; Export CSV has them all.', {
          count: hidden,
        })
      : '',
  ];
  return {
    text: escapeMrkdwn(point),
    blocks: [
      ...words,
      ...drawn,
      ...(table ? [tableBlock({ ...table, rows })] : []),
      context(notes.filter(Boolean).map(escapeMrkdwn).join(' ')),
      ...end,
    ],
  };
}

function drawnBlocks(chart: ReportChart): Message['blocks'] {
  const { leftOut } = chart;
  const note = say('Not drawn, but counted: {count, plural, one {# row} other {# rows}}.', {
    count: leftOut,
  });
  return [chartBlock(chart), ...(leftOut > 0 ? [chartNote(note)] : [])];
}

/** Newer and older leads, where there are any; each says from which lead on. */
function pageButtons(answer: ReportAnswer, { asked }: ReportButtons): types.Button[] {
  if (answer.report !== 'leads' || !answer.page) return [];
  const { newer, older } = answer.page;
  const value = (from: LeadsCursor) => JSON.stringify({ ...asked, from });
  return [
    ...(newer ? [button(say('← Newer'), ACTION.newerLeads, value(newer))] : []),
    ...(older ? [button(say('Older →'), ACTION.olderLeads, value(older))] : []),
  ];
}

function buttonsOf(buttons: ReportButtons, hasRows: boolean): types.Button[] {
  const { share, schedule } = buttons;
  const asked = JSON.stringify(buttons.asked);
  return [
    ...(share ? [button(say('Share in channel'), ACTION.share, asked)] : []),
    button(say('How is this counted?'), ACTION.explain, asked),
    ...(hasRows ? [button(say('Export CSV'), ACTION.exportReport, asked)] : []),
    ...(schedule ? [button(scheduleButtonLabel(), ACTION.scheduleReport, asked)] : []),
  ];
}

function fittingRows({ columns, rows }: ReportTable, room: number): string[][] {
  const shown = rows.slice(0, MOST_ROWS);
  while (shown.length > 1 && lengthOf(tableBlock({ columns, rows: shown })) > room) shown.pop();
  return shown;
}

function lengthOf(blocks: unknown): number {
  return JSON.stringify(blocks).length;
}

function tableBlock({ columns, rows }: ReportTable): types.TableBlock {
  const cell = (content: string) => ({ type: 'raw_text' as const, text: oneLine(content, 60) || ' ' });
  const shown = columns.slice(0, MAX_COLUMNS);
  return {
    type: 'table',
    column_settings: shown.map(({ isNumeric }) => ({
      align: isNumeric ? ('right' as const) : ('left' as const),
    })),
    rows: [shown.map(({ title }) => cell(title)), ...rows.map((row) => row.slice(0, MAX_COLUMNS).map(cell))],
  };
}

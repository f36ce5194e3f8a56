import type { SlackBlock, SlackElement } from '../pretend/block.ts';
import { controlHtml } from './control.ts';
import { type Html, html } from './html.ts';
import { libraryBlock } from './library-block.ts';
import { plainText } from './plain-text.ts';
import type { Viewer } from './viewer.ts';

/** Draws blocks; what people can operate is ours and real, the rest is the library's. */
export function renderBlocks(blocks: readonly SlackBlock[], viewer: Viewer): Html {
  return html`${blocks.map((block) => renderBlock(block, viewer))}`;
}

function renderBlock(block: SlackBlock, viewer: Viewer): Html {
  switch (block.type) {
    case 'actions':
      return html`<div class="actions">${(block.elements ?? []).map((element) => controlHtml(block, element, viewer))}</div>`;
    case 'input':
      return inputHtml(block, viewer);
    case 'section':
      return sectionHtml(block, viewer);
    case 'data_visualization':
      return html`${libraryBlock(block, viewer)}${chartTable(block as ChartBlock)}`;
    case 'data_table':
      return dataTable(block as DataTableBlock);
    case 'card':
    case 'carousel':
    case 'container':
    case 'context_actions':
      return html`${libraryBlock(block, viewer)}<p class="placeholder">Buttons of a <code>${block.type}</code> block work in Slack only.</p>`;
    default:
      return libraryBlock(block, viewer);
  }
}

function sectionHtml(block: SlackBlock, viewer: Viewer): Html {
  if (!block.accessory || block.accessory.type === 'image') return libraryBlock(block, viewer);
  const { accessory, ...rest } = block;
  return html`<div class="section-with-accessory">
    <div>${libraryBlock(rest, viewer)}</div>
    ${controlHtml(block, accessory, viewer)}
  </div>`;
}

const GROUPS = new Set(['radio_buttons', 'checkboxes']);

function isGroup(element: SlackElement): boolean {
  return GROUPS.has(element.type) || element.type.startsWith('multi_');
}

function inputHtml(block: SlackBlock, viewer: Viewer): Html {
  if (!block.element) return html``;
  const id = `${viewer.surface ?? ''}-input-${block.block_id}`;
  const label = html`${plainText(block.label)}${block.optional && html` <span class="optional">(optional)</span>`}`;
  const control = controlHtml(block, block.element, viewer, id);
  const notes = html`${block.hint && html`<p class="hint" id="${id}-hint">${plainText(block.hint)}</p>`}
    <p class="error" id="${id}-error" data-error-of="${block.block_id}"></p>`;
  return isGroup(block.element)
    ? html`<fieldset class="input" aria-describedby="${id}-error"><legend>${label}</legend>${control}${notes}</fieldset>`
    : html`<div class="input"><label for="${id}">${label}</label>${control}${notes}</div>`;
}

type ChartSeries = { name: string; data: readonly { label: string; value: number }[] };
type ChartBlock = SlackBlock & {
  title: string;
  chart: {
    type: string;
    series?: readonly ChartSeries[];
    segments?: readonly { label: string; value: number }[];
  };
};

/** The library's own "view as table" needs React in the browser. */
function chartTable({ title, chart }: ChartBlock): Html {
  const series = chart.series ?? [{ name: 'Value', data: chart.segments ?? [] }];
  return html`<details class="chart-table"><summary>View as table</summary>
    <table><caption>${title}</caption>
      <thead><tr><th></th>${series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${(series[0]?.data ?? []).map(
        ({ label }, row) =>
          html`<tr><th scope="row">${label}</th>${series.map(({ data }) => html`<td>${data[row]?.value}</td>`)}</tr>`,
      )}</tbody>
    </table></details>`;
}

type DataTableBlock = SlackBlock & {
  caption?: string;
  rows?: readonly (readonly { text?: string; value?: number; elements?: unknown }[])[];
};

function dataTable({ caption, rows = [] }: DataTableBlock): Html {
  const [head = [], ...body] = rows.map((row) => row.map(({ text, value }) => text ?? value ?? '…'));
  return html`<div class="data-table"><table><caption>${caption}</caption>
    <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
    <tbody>${body.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

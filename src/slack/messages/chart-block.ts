import type { types } from '@slack/bolt';
import type { ReportChart } from '../../reports/report-chart.ts';
import { listed, number } from '../../reports/sentences/words.ts';
import { say } from '../../words/say.ts';
import { context, type Message, plainSection } from './message.ts';
import { oneLine } from './text.ts';

/** Slack's own chart, which its types do not know yet. For messages only. */
export interface ChartBlock extends types.Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar' | 'line';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[] };
  };
}

const CHART_NOTE = 'about_chart';
const LONGEST_TITLE = 50;
const LONGEST_LABEL = 20;
const MOST_CATEGORIES = 20;
const MOST_SERIES = 6;

/** A chart within Slack's limits; one label a category, so that two names alike at their beginning stay two. */
export function chartBlock({ title, kind, categories, series }: ReportChart): ChartBlock {
  const labels = distinctLabels(categories.slice(0, MOST_CATEGORIES));
  return {
    type: 'data_visualization',
    title: oneLine(title, LONGEST_TITLE),
    chart: {
      type: kind,
      series: series.slice(0, MOST_SERIES).map(({ name, values }) => ({
        name: oneLine(name, LONGEST_LABEL),
        data: labels.map((label, index) => ({ label, value: values[index] ?? 0 })),
      })),
      axis_config: { categories: labels },
    },
  };
}

/** Under a chart, about nothing else. */
export function chartNote(note: string): types.ContextBlock {
  return { ...context(note), block_id: CHART_NOTE };
}

export function hasCharts({ blocks }: Message): boolean {
  return blocks.some((block) => block.type === 'data_visualization');
}

/** The same message for who cannot be shown a chart: a trend in words; what bars show stands in the rows anyway. */
export function withoutCharts(message: Message): Message {
  return {
    ...message,
    blocks: message.blocks.flatMap((block) => {
      if (block.block_id === CHART_NOTE) return [];
      if (block.type !== 'data_visualization') return [block];
      return block.chart.type === 'line' ? [trendInWords(block)] : [];
    }),
  };
}

/** "Jan 2026: MQLs 40, SQLs 12". */
function trendInWords({ title, chart }: ChartBlock): types.SectionBlock {
  const points = chart.axis_config.categories.map((label, index) => {
    const figures = chart.series.map(({ name, data }) =>
      say('{name} {figure}', { name, figure: number(data[index]?.value ?? 0) }),
    );
    return say('{label}: {figures}', { label, figures: listed(figures) });
  });
  return plainSection([title, ...points].join('\n'));
}

function distinctLabels(names: readonly string[]): string[] {
  const labels: string[] = [];
  for (const name of names) {
    let label = oneLine(name, LONGEST_LABEL) || say('(none)');
    for (let number = 2; labels.includes(label); number += 1) {
      const suffix = ` ${number}`;
      label = `${oneLine(name, LONGEST_LABEL - suffix.length) || say('(none)')}${suffix}`;
    }
    labels.push(label);
  }
  return labels;
}

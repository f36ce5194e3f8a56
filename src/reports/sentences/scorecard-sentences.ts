import type { ReportHeader } from '../report-header.ts';
import type { ReportName } from '../report-request.ts';
import type { Scorecard } from '../scorecard.ts';
import { wholeLeads } from './goal-sentences.ts';
import { counted, number, percent } from './words.ts';

type Answer = Pick<ReportHeader<ReportName>, 'period' | 'asOf' | 'filters'>;

/** One sentence a side: who keeps what was agreed, with the figures that say so. */
export function scorecardSentences(card: Scorecard, { period, asOf, filters }: Answer): string[] {
  const isOver = asOf >= period.to;
  const hasNoGoal = filters !== undefined && card.marketing.promised === null;
  return [
    ...(hasNoGoal ? [] : [marketingSentence(card.marketing, isOver)]),
    salesSentence(card.sales, isOver),
  ];
}

/** The sides that can be judged. */
export function judgedSentences(card: Scorecard, { period, asOf }: Answer): string[] {
  const isOver = asOf >= period.to;
  return [
    ...(card.marketing.kept === null ? [] : [marketingSentence(card.marketing, isOver)]),
    ...(card.sales.kept === null ? [] : [salesSentence(card.sales, isOver)]),
  ];
}

function marketingSentence(
  { promised, delivered, expectedByNow, passRate, kept }: Scorecard['marketing'],
  isOver: boolean,
): string {
  if (promised === null) return 'Marketing: no goal is set, so there is no promise to judge.';
  const goal = counted(wholeLeads(promised), 'MQL');
  if (kept === null || expectedByNow === null) return `Marketing promised ${goal}; none can be expected yet.`;
  const of = isOver
    ? `${number(delivered)} of ${goal}`
    : `${counted(delivered, 'MQL')}, ${number(wholeLeads(expectedByNow))} of ${number(wholeLeads(promised))} expected by now`;
  const quality = passRate === null ? '' : `; ${percent(passRate)} accepted so far`;
  return `Marketing ${verdict(kept, isOver)}: ${of}${quality}.`;
}

function salesSentence(
  { promise, withinSla, judged, share, kept }: Scorecard['sales'],
  isOver: boolean,
): string {
  const within = promise === null ? 'in time' : `within ${promise}`;
  if (kept === null) return `Sales promised to decide ${within}; nothing can be judged yet.`;
  return `Sales ${verdict(kept, isOver)}: ${number(withinSla)} of ${number(judged)} decided ${within} (${percent(share)}).`;
}

function verdict(kept: boolean, isOver: boolean): string {
  if (isOver) return kept ? 'kept its promise' : 'did not keep its promise';
  return kept ? 'keeps its promise' : 'is behind its promise';
}

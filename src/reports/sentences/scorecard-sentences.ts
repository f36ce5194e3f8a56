import { say } from '../../words/say.ts';
import type { ReportHeader } from '../report-header.ts';
import type { ReportName } from '../report-request.ts';
import type { Scorecard } from '../scorecard.ts';
import { promiseName } from './promise-name.ts';
import { mqlsTerm } from './terms.ts';
import { wholeLeads } from './whole-leads.ts';
import { percent } from './words.ts';

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

function marketingSentence(marketing: Scorecard['marketing'], isOver: boolean): string {
  const { promised, expectedByNow, kept } = marketing;
  if (promised === null) return say('Marketing: no goal is set, so there is no promise to judge.');
  if (kept === null || expectedByNow === null) {
    return say('Marketing promised {goal}; none can be expected yet.', {
      goal: mqlsTerm(wholeLeads(promised)),
    });
  }
  const figures = marketingFigures({ ...marketing, promised, expectedByNow }, isOver);
  if (isOver) {
    return kept
      ? say('Marketing kept its promise: {figures}.', { figures })
      : say('Marketing did not keep its promise: {figures}.', { figures });
  }
  return kept
    ? say('Marketing keeps its promise: {figures}.', { figures })
    : say('Marketing is behind its promise: {figures}.', { figures });
}

function marketingFigures(
  {
    promised,
    delivered,
    expectedByNow,
    passRate,
  }: Scorecard['marketing'] & { promised: number; expectedByNow: number },
  isOver: boolean,
): string {
  const goal = wholeLeads(promised);
  const figures = isOver
    ? say('{delivered, number} of {goal, plural, one {# MQL} other {# MQLs}}', { delivered, goal })
    : say(
        '{delivered, plural, one {# MQL} other {# MQLs}}, {expected, number} of {goal, number} expected by now',
        { delivered, expected: wholeLeads(expectedByNow), goal },
      );
  return passRate === null
    ? figures
    : say('{figures}; {rate} accepted so far', { figures, rate: percent(passRate) });
}

function salesSentence(
  { promise, withinSla, judged, share, kept }: Scorecard['sales'],
  isOver: boolean,
): string {
  const within =
    promise === null ? say('in time') : say('within {promise}', { promise: promiseName(promise) });
  if (kept === null) return say('Sales promised to decide {within}; nothing can be judged yet.', { within });
  const figures = say('{withinSla, number} of {judged, number} decided {within} ({share})', {
    ...{ withinSla, judged, within, share: percent(share) },
  });
  if (isOver) {
    return kept
      ? say('Sales kept its promise: {figures}.', { figures })
      : say('Sales did not keep its promise: {figures}.', { figures });
  }
  return kept
    ? say('Sales keeps its promise: {figures}.', { figures })
    : say('Sales is behind its promise: {figures}.', { figures });
}

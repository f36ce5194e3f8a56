import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../../src/reports/check-request.ts';
import { BREAKDOWNS, REPORT_NAMES, type ReportName } from '../../../src/reports/report-request.ts';
import { readReportWords } from '../../../src/reports/report-words.ts';

function refusal(name: ReportName, text: string): string | undefined {
  try {
    checkRequest({ name, ...readReportWords(text) });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const fitting = (text: string) => REPORT_NAMES.filter((name) => refusal(name, text) === undefined);
const ALL = [...REPORT_NAMES];
const BUT_LEADS = ALL.filter((name) => name !== 'leads');

describe('what is asked of a report', () => {
  it.each([
    ['as of 2026-03-31 known by 2026-04-05 zone Europe/Paris distinct', ALL],
    ['no compare source=webinar campaign=none', ALL],
    ['compare', BUT_LEADS],
    ['sla 24h wall clock', ['summary', 'pass-rate', 'velocity', 'cost', 'waste', 'reps', 'sources']],
    ['lag 30', ['summary', 'cost']],
    ['stage mql', ['leads']],
    ['open', ['leads']],
    ['wasted sla 8h', ['leads']],
    ['by source', ALL],
    ['by campaign', ALL],
    ['by rep', ALL.filter((name) => name !== 'cost')],
    ['by reason', ALL.filter((name) => name !== 'cost')],
  ] as const)('%s goes with some, and is refused by the others', (text, names) => {
    expect(fitting(text)).toEqual(names);
  });

  it.each([
    ['waste', 'lag 30', '"lag" does not go with waste. It goes with summary and cost.'],
    [
      'pass-rate',
      'stage mql',
      '"stage" does not go with pass-rate. It goes with leads, such as leads stage mql.',
    ],
    ['waste', 'open', '"open" does not go with waste. It goes with leads: leads open.'],
    ['leads', 'open stage mql', '"open" and a stage are two lists of leads. Ask for one of them.'],
    ['leads', 'sla 8h', 'reps, sources, leads open and leads wasted.'],
    ['leads', 'compare', '"compare" does not go with leads.'],
    ['cost', 'by rep', 'Spend has a channel and a campaign, but no rep.'],
  ] as const)('%s %s is refused with what it goes with', (name, text, message) => {
    expect(refusal(name, text)).toContain(message);
  });

  it('is never refused where the command line promises it', () => {
    for (const name of REPORT_NAMES.filter((one) => one !== 'cost')) {
      for (const by of BREAKDOWNS)
        expect(refusal(name, `by ${by} distinct as of 2026-03-31`)).toBeUndefined();
    }
    for (const hours of ['wall clock', 'hours "Mon-Fri 09:00-18:00"']) {
      expect(refusal('velocity', `sla 24h ${hours}`)).toBeUndefined();
      expect(refusal('waste', `sla 24h ${hours} by source`)).toBeUndefined();
    }
    expect(refusal('cost', 'lag 30 by source')).toBeUndefined();
    expect(refusal('leads', 'stage won distinct')).toBeUndefined();
  });
});

import type { Violation } from '../run-seed.ts';
import type { Simulation } from '../simulation.ts';
import { checkContacts } from './check-contacts.ts';
import { checkHolders } from './check-holders.ts';
import { checkLedger } from './check-ledger.ts';
import { checkMessages } from './check-messages.ts';
import { checkPings } from './check-pings.ts';
import { checkTimely } from './check-timely.ts';
import { checkTurns } from './check-turns.ts';
import { gather } from './evidence.ts';
import { storyOf } from './story.ts';

export interface Verdict {
  violations: Violation[];
  leads: number;
  facts: number;
  owed: Map<string, number>;
}

/** Judges a run that is over by arithmetic of its own, from the facts, the turns, the policies and what Slack holds. */
export async function check(simulation: Simulation): Promise<Verdict> {
  const evidence = await gather(simulation);
  for (const offence of simulation.slack.offences) evidence.offend(`Slack: ${offence}`);
  for (const judge of [
    checkLedger,
    checkMessages,
    checkPings,
    checkTimely,
    checkTurns,
    checkHolders,
    checkContacts,
  ])
    judge(evidence);
  const owed = new Map<string, number>();
  for (const { kind } of evidence.deliveries) owed.set(kind, (owed.get(kind) ?? 0) + 1);
  return {
    owed,
    leads: evidence.leads.length,
    facts: [...evidence.facts.values()].reduce((sum, facts) => sum + facts.length, 0),
    violations: simulation.offences.map(({ at, what, handoffId }) => ({
      ...{ at: new Date(at), what },
      story: storyOf(evidence, handoffId),
    })),
  };
}

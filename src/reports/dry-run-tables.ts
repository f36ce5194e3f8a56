import { say } from '../words/say.ts';
import type { DryRunFigures, DryRunOutcome } from './dry-run/tally.ts';
import type { DryRunAnswer } from './dry-run.ts';
import type { ReportTable } from './keyed-table.ts';
import { number } from './sentences/words.ts';

/** A row for each policy that was tried, and one for all of those now in force. */
export function dryRunPolicyTable({ tried, inForce }: DryRunAnswer): ReportTable | undefined {
  if (!tried || !inForce) return undefined;
  const titles = [
    say('MQLs'),
    say('reminders'),
    say('to reps'),
    say('to managers'),
    say('to others'),
    say('missed'),
    say('late'),
    say('never'),
    say('handed on'),
  ];
  return {
    columns: columnsOf(titles),
    rows: [
      ...(tried.policies.length > 1 ? tried.policies.map((policy) => [policy.name, ...cells(policy)]) : []),
      [say('these policies'), ...cells(tried)],
      [say('those in force'), ...cells(inForce)],
    ],
  };
}

/** A row for each rep: what the policies that were tried would have meant for them. */
export function dryRunRepTable({ tried, repNames }: DryRunAnswer): ReportTable | undefined {
  if (!tried || tried.reps.length === 0) return undefined;
  return {
    columns: columnsOf([say('pings'), say('reminders'), say('missed'), say('taken from'), say('given to')]),
    rows: tried.reps.map(({ userId, pings, reminders, breaches, takenFrom, givenTo }) => [
      repNames[userId] ?? userId,
      ...[pings, reminders, breaches, takenFrom, givenTo].map(number),
    ]),
  };
}

function columnsOf(titles: readonly string[]): ReportTable['columns'] {
  return [{ title: '', isNumeric: false }, ...titles.map((title) => ({ title, isNumeric: true }))];
}

function cells({
  handoffs,
  reminders,
  notices,
  breaches,
  late,
  never,
  handOns,
}: DryRunFigures | DryRunOutcome): string[] {
  const told = [notices.reps, notices.managers, notices.others];
  return [handoffs, reminders, ...told, breaches, late, never, handOns].map(number);
}

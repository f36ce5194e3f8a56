import { describe, expect, it } from 'vitest';
import { dryRunScope, dryRunSentences } from '../../../src/reports/sentences/dry-run-sentences.ts';
import { aDryRun, anOutcome } from '../../messages/a-dry-run.ts';

describe('the words of a dry run', () => {
  it('name the sample, the window and every figure beside that of the policies in force', () => {
    expect(dryRunSentences(aDryRun())).toEqual([
      'Q4 2025, 120 MQLs: these policies would have sent 80 reminders and 61 deadline notices (30 to reps, 30 to managers, 1 to others); those in force 60 and 40.',
      'Deadlines missed: 31 (20 decided late, 11 never); by those in force 20 (9 decided late, 11 never).',
      'Handed on: 12 (3 more were due to be, but nobody else was free or it had happened often enough); by those in force 0. A rep would have been taken out of the rotation twice.',
      'Pinged most: Ada Rep, at worst 9 pings in the hour from 12 Nov 2025 14:00.',
      'Assumed: decisions when they really happened, whoever holds the lead; today’s reps, hours and caps; the first holder as it was; nothing done by hand.',
    ]);
    expect(dryRunScope(aDryRun())).toBe(
      'Opened 1 Oct 2025 – 31 Dec 2025, followed until 16 Feb 2026 09:00; days in Europe/Paris.',
    );
  });

  it('say what rests on little, was learnt late or cannot be known', () => {
    const last = dryRunSentences(aDryRun({ handoffs: 4, history: 1, hasManagers: false })).at(-1);
    expect(last).toContain('1 MQL reached us too late for alerts and is taken as if it had come in at once.');
    expect(last).toContain('Nobody is a manager here, so no notices to managers are counted.');
    expect(last).toMatch(/Small sample: 4\.$/);
  });

  it('speak of the first contact only where one is promised', () => {
    const contact = anOutcome({ contactReminders: 4, contactBreaches: 1 });
    expect(dryRunSentences(aDryRun({ tried: contact }))).toContain(
      'First contact: 4 reminders, 1 missed; by those in force 0 and 0.',
    );
    expect(dryRunSentences(aDryRun()).join(' ')).not.toContain('First contact');
  });

  it('say that there is no data rather than naught', () => {
    expect(dryRunSentences(aDryRun({ handoffs: 0, tried: null, inForce: null }))).toEqual([
      'Q4 2025: no MQLs were handed over, so there is no data to try on.',
    ]);
  });
});

import { eq, sql } from 'drizzle-orm';
import { type Context, SYSTEM } from '../../src/context.ts';
import type { Database } from '../../src/db/client.ts';
import { deliveries, handoffs } from '../../src/db/schema.ts';
import type { NewFact } from '../../src/leads/fact.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { connectWorkspace } from '../../src/team/workspace.ts';
import { fixedClock } from '../support/clock.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage } from '../support/facts.ts';
import { addMember, aPerson } from '../support/workspaces.ts';
import { fillOpenHandoffs } from './fill-open-handoffs.ts';
import { timed } from './measure.ts';
import { someLead } from './some-lead.ts';

const REPS = Array.from({ length: 50 }, (_, index) => `U${index + 1}`);
const MANAGER = 'UM';
const FIRST_LEAD = 'L-first';
const MS_PER_DAY = 86_400_000;
/** Far behind the last run: what is filled in never falls due. */
const DAYS_UNTIL_FILLED_FALL_DUE = 400;
/** Older than this is history, for which nobody is alerted. */
const DAYS_OF_HISTORY = 3;

export type ReminderStory = Awaited<ReturnType<typeof reminderStory>>;

/**
 * A workspace with the settings of a new one, fifty reps and a manager, whose leads live through recording, hand-over,
 * reminder and decision by the bot's own verbs. Its clock moves to whatever falls due next.
 */
export async function reminderStory({ db }: Pick<Database, 'db'>) {
  const clock = fixedClock('2026-01-05T09:00:00Z');
  const { workspaceId } = await connectWorkspace(db, 'T1', clock.now());
  const ctx: Context = { db, workspaceId, actor: SYSTEM, now: clock.now };
  const directory = aDirectory(...[...REPS, MANAGER].map((userId) => aPerson(userId)));
  for (const userId of REPS) await addMember(ctx, userId, { isRep: true });
  await addMember(ctx, MANAGER, { isManager: true });

  const facts = (stage: 'mql' | 'sql', run: string, count: number, occurredAt = clock.now()): NewFact[] =>
    Array.from({ length: count }, (_, index) =>
      aStage(stage, occurredAt, { leadId: `L-${run}-${index}`, lead: someLead(index) }),
    );
  const tick = () => runSlaTick(ctx, directory);

  /** Hands over what was recorded; Slack takes the cards. The clock then stands where the next alert falls due. */
  async function handOver(): Promise<void> {
    const { nextAt } = await tick();
    await settle(ctx);
    if (nextAt) clock.set(nextAt.toISOString());
  }

  await recordStageChanges(ctx, [aStage('mql', clock.now(), { leadId: FIRST_LEAD, lead: someLead(0) })]);
  await tick();
  await settle(ctx);
  await db
    .update(handoffs)
    .set({ nextAlertAt: farFrom(clock.now()) })
    .where(eq(handoffs.workspaceId, workspaceId));
  let filled = 0;
  let runs = 0;

  /** Milliseconds of both, now the one first and now the other: whatever comes first pays for cold pages. */
  async function inTurns(
    one: () => Promise<unknown>,
    other: () => Promise<unknown>,
  ): Promise<[number, number]> {
    if (runs % 2 === 0) return [await timed(one), await timed(other)];
    const second = await timed(other);
    return [await timed(one), second];
  }

  return {
    /** Makes it `open` leads that are open and not due while the runs last. */
    async fill(open: number): Promise<void> {
      await fillOpenHandoffs(ctx, {
        leadId: FIRST_LEAD,
        from: filled + 1,
        to: open,
        dueAt: farFrom(clock.now()),
        holders: REPS,
      });
      filled = Math.max(filled, open);
    },

    /** One run with `count` leads: milliseconds of each step. */
    async run(name: string, count: number) {
      runs += 1;
      clock.set(nextMorning(clock.now()).toISOString());
      const history = new Date(clock.now().getTime() - DAYS_OF_HISTORY * MS_PER_DAY);
      const [record, recordSilent] = await inTurns(
        () => recordStageChanges(ctx, facts('mql', name, count)),
        () => recordStageChanges(ctx, facts('mql', `${name}-silent`, count, history)),
      );
      await recordStageChanges(ctx, facts('sql', `${name}-silent`, count));
      await handOver();
      const before = await countReminders(ctx);
      const remind = await timed(tick);
      const reminded = (await countReminders(ctx)) - before;
      if (reminded !== count) throw new Error(`A tick reminded of ${reminded} leads instead of ${count}`);
      await settle(ctx);
      const idle = await timed(tick);
      const decide = await timed(() => recordStageChanges(ctx, facts('sql', name, count)));
      await settle(ctx);
      return { recordSilent, record, remind, idle, decide };
    },
  };
}

function farFrom(at: Date): Date {
  return new Date(at.getTime() + DAYS_UNTIL_FILLED_FALL_DUE * MS_PER_DAY);
}

/** Nine o'clock of the next weekday, when the working hours of a new workspace begin. */
function nextMorning(from: Date): Date {
  const next = new Date(from);
  do next.setUTCDate(next.getUTCDate() + 1);
  while (next.getUTCDay() === 0 || next.getUTCDay() === 6);
  next.setUTCHours(9, 0, 0, 0);
  return next;
}

async function countReminders(ctx: Context): Promise<number> {
  return ctx.db.$count(deliveries, sql`workspace_id = ${ctx.workspaceId} and kind = 'reminder'`);
}

/** As if Slack had taken everything that is owed. */
async function settle(ctx: Context): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .update(deliveries)
    .set({ state: 'settled', channelId: 'D1', messageTs: '1.000001', settledAt: now })
    .where(sql`workspace_id = ${ctx.workspaceId} and state = 'owed'`);
}

import { asc, eq, sql } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { goals } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { isLocalDate, type LocalDate, localDateOf } from '../lib/local-date.ts';
import { GOAL_METRICS, type GoalMetric } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import { requireManager } from './permissions.ts';
import { lockWorkspace } from './workspace.ts';

/** What is promised a month from `fromMonth` (its first day) on, until the next goal of the metric; 0 ends it. */
export type Goal = Pick<typeof goals.$inferSelect, 'metric' | 'fromMonth' | 'target'>;

/** A month's goals; null where none is set. */
export type MonthlyGoals = Record<GoalMetric, number | null>;

export interface GoalsInput {
  /** Leads a month; `null` or 0 ends the goal, absent leaves it as it is. */
  mqls?: number | null | undefined;
  sqls?: number | null | undefined;
  /** `YYYY-MM`: the first month for which it holds. */
  fromMonth: string;
}

export interface GoalsChange {
  fromMonth: LocalDate;
  before: MonthlyGoals;
  after: MonthlyGoals;
  /** Goals set already for later months: they take the place of these then. */
  later: Goal[];
}

export type GoalFaults = Partial<Record<keyof GoalsInput, string>>;

/** Several fields are wrong: each with its own sentence. */
export class InvalidGoalsError extends InvalidInputError {
  readonly faults: GoalFaults;

  constructor(faults: GoalFaults) {
    super(Object.values(faults).join(' '));
    this.faults = faults;
  }
}

const MOST_A_MONTH = 1_000_000;

/** Every goal of the workspace, the earliest first. */
export async function listGoals(ctx: Context): Promise<Goal[]> {
  return ctx.db
    .select({ metric: goals.metric, fromMonth: goals.fromMonth, target: goals.target })
    .from(goals)
    .where(eq(goals.workspaceId, ctx.workspaceId))
    .orderBy(asc(goals.fromMonth), asc(goals.metric));
}

/** What is promised for the month that begins on `month`; null where nothing is. */
export function goalAt(known: readonly Goal[], metric: GoalMetric, month: LocalDate): number | null {
  const latest = known
    .filter((goal) => goal.metric === metric && goal.fromMonth <= month)
    .reduce<Goal | undefined>(
      (last, goal) => (last && last.fromMonth > goal.fromMonth ? last : goal),
      undefined,
    );
  return latest && latest.target > 0 ? latest.target : null;
}

export function goalsAt(known: readonly Goal[], month: LocalDate): MonthlyGoals {
  return { mqls: goalAt(known, 'mqls', month), sqls: goalAt(known, 'sqls', month) };
}

/** The month in which an instant lies, as `YYYY-MM`. */
export function monthAt(instant: Date, timeZone: string): string {
  return localDateOf(instant, timeZone).slice(0, 7);
}

/**
 * Promises so many MQLs, SQLs or both a month from a month on. What holds already is not written again.
 * @throws {NotAllowedError} unless a manager asks, {InvalidGoalsError} naming each field that cannot be.
 */
export async function setGoals(ctx: Context, input: GoalsInput): Promise<GoalsChange> {
  requireManager(ctx, 'set goals');
  const faults = goalFaults(input);
  if (Object.keys(faults).length > 0) throw new InvalidGoalsError(faults);
  const fromMonth = `${input.fromMonth.slice(0, 7)}-01`;
  return inTransaction(ctx, async (tx) => {
    await lockWorkspace(tx);
    const known = await listGoals(tx);
    const before = goalsAt(known, fromMonth);
    const changed = GOAL_METRICS.filter(
      (metric) => input[metric] !== undefined && (input[metric] || null) !== before[metric],
    );
    if (changed.length > 0) await writeGoals(tx, changed, input, fromMonth);
    const after = goalsAt(await listGoals(tx), fromMonth);
    if (changed.length > 0)
      await recordAudit(tx, 'goals changed', ctx.workspaceId, { fromMonth, before, after });
    return { fromMonth, before, after, later: known.filter((goal) => goal.fromMonth > fromMonth) };
  });
}

async function writeGoals(
  ctx: Context,
  metrics: readonly GoalMetric[],
  input: GoalsInput,
  fromMonth: LocalDate,
): Promise<void> {
  const { workspaceId } = ctx;
  const by = { setAt: ctx.now(), setBy: actorId(ctx) };
  await ctx.db
    .insert(goals)
    .values(metrics.map((metric) => ({ workspaceId, metric, fromMonth, target: input[metric] ?? 0, ...by })))
    .onConflictDoUpdate({
      target: [goals.workspaceId, goals.metric, goals.fromMonth],
      set: { target: sql`excluded.target`, setAt: sql`excluded.set_at`, setBy: sql`excluded.set_by` },
    });
}

function goalFaults({ mqls, sqls, fromMonth }: GoalsInput): GoalFaults {
  const faults: GoalFaults = {};
  for (const [metric, target] of Object.entries({ mqls, sqls })) {
    if (target === undefined || target === null) continue;
    if (!Number.isInteger(target) || target < 0 || target > MOST_A_MONTH)
      faults[metric as GoalMetric] = say('Give a whole number from 0 to {most, number}; 0 ends the goal.', {
        most: MOST_A_MONTH,
      });
  }
  if (mqls === undefined && sqls === undefined)
    faults.mqls = say('Say how many MQLs, SQLs or both are promised a month.');
  if (!isMonth(fromMonth))
    faults.fromMonth = say('“{month}” is not a month. Write it as YYYY-MM, such as 2026-01.', {
      month: fromMonth.slice(0, 40),
    });
  return faults;
}

function isMonth(text: string): boolean {
  return /^(19|20|21)\d\d-\d\d$/.test(text) && isLocalDate(`${text}-01`);
}

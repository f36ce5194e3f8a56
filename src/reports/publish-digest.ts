import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { schedules } from '../db/schema.ts';
import { addDays, localDateOf, startOfLocalDay } from '../lib/local-date.ts';
import { composeDigest, countBetween, type Digest, type DigestInput } from './compose-digest.ts';
import { type PublishedFigures, type Restatement, restate } from './restatement.ts';

/** What `schedules.published` holds: what the digest of a day said, and what the one before it had said. */
type Published = PublishedFigures & { before: PublishedFigures | null };

/**
 * The digest to post: beside its figures, what late facts have made of those of the digest before. Composed again for
 * the same day it is compared with the same digest, however often.
 */
export async function publishDigest(
  ctx: Context,
  { scheduleId, ...input }: DigestInput & { scheduleId: string },
): Promise<Digest> {
  const digest = await composeDigest(ctx, input);
  const figures = figuresOf(digest, ctx.now());
  const before = await inTransaction(ctx, async (tx) => {
    const ours = and(eq(schedules.workspaceId, ctx.workspaceId), eq(schedules.scheduleId, scheduleId));
    const [schedule] = await tx.db.select().from(schedules).where(ours).for('update');
    const stored = schedule?.published as Published | null | undefined;
    // A digest of an earlier day that is composed once more changes nothing of what a later one said.
    if (!schedule || (stored && stored.on > figures.on)) return null;
    const earlier = stored?.on === figures.on ? stored.before : withoutBefore(stored);
    await tx.db
      .update(schedules)
      .set({ published: { ...figures, before: earlier } })
      .where(ours);
    return earlier;
  });
  return { ...digest, restatement: before && (await restatementOf(ctx, before)) };
}

function figuresOf({ on, timeZone, yesterday, monthToDate }: Digest, composedAt: Date): PublishedFigures {
  const { cohort, flow, period } = monthToDate.passRate;
  return {
    on,
    timeZone,
    day: yesterday,
    month: {
      fromOn: localDateOf(new Date(period.from), timeZone),
      until: composedAt.toISOString(),
      mqls: cohort.mqls,
      sqls: flow.sqls,
    },
  };
}

function withoutBefore(stored: Published | null | undefined): PublishedFigures | null {
  if (!stored) return null;
  const { before: _, ...figures } = stored;
  return figures;
}

async function restatementOf(ctx: Context, published: PublishedFigures): Promise<Restatement | null> {
  const { day, month, timeZone } = published;
  const start = startOfLocalDay(day.on, timeZone);
  const ofDay = await countBetween(ctx, start, startOfLocalDay(addDays(day.on, 1), timeZone));
  const ofMonth = await countBetween(ctx, startOfLocalDay(month.fromOn, timeZone), new Date(month.until));
  return restate(published, { day: ofDay, month: { mqls: ofMonth.mqls, sqls: ofMonth.accepted } });
}

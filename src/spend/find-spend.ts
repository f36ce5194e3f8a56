import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { spend } from '../db/schema.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import { getWorkspace } from '../team/workspace.ts';
import { DEFAULT_CURRENCY } from '../team/workspace-defaults.ts';
import { say } from '../words/say.ts';
import type { RecordedSpend } from './list-spend.ts';
import { spendInWords, spendVersion } from './spend-entry.ts';

/** An entry in the state in which somebody saw it. */
export interface SeenSpend {
  spendKey: string;
  /** What `spendVersion` said of it. */
  version: string;
}

/** One entry that counts. @throws {NotFoundError} for an unknown one, {ConflictError} for one that was taken back. */
export async function findSpend(ctx: Context, spendKey: string): Promise<RecordedSpend> {
  return standing(ctx, await entryUnder(ctx, spendKey));
}

/**
 * The entry, locked until the transaction ends, in which it is to be changed.
 * @throws {ConflictError} saying what it is now, when it was changed or deleted since it was seen.
 */
export async function lockSeenSpend(ctx: Context, { spendKey, version }: SeenSpend): Promise<RecordedSpend> {
  const entry = await standing(ctx, await entryUnder(ctx, spendKey, 'update'));
  if (spendVersion(entry) === version) return entry;
  throw new ConflictError(
    say(
      'Somebody changed this entry meanwhile, so nothing of yours was saved. It is now: {entry}. Look at it again with /funnel spend.',
      { entry: await inWords(ctx, entry) },
    ),
  );
}

async function entryUnder(
  ctx: Context,
  spendKey: string,
  lock?: 'update',
): Promise<RecordedSpend | undefined> {
  const query = ctx.db
    .select()
    .from(spend)
    .where(and(eq(spend.workspaceId, ctx.workspaceId), eq(spend.spendKey, spendKey)));
  const [entry] = await (lock ? query.for(lock) : query);
  return entry;
}

async function standing(ctx: Context, entry: RecordedSpend | undefined): Promise<RecordedSpend> {
  if (!entry)
    throw new NotFoundError(say('This entry of spend is not known here. /funnel spend lists them.'));
  if (!entry.deletedAt) return entry;
  throw new ConflictError(
    say('This entry was deleted meanwhile and counts no more, so nothing has changed. It was: {entry}.', {
      entry: await inWords(ctx, entry),
    }),
  );
}

async function inWords(ctx: Context, entry: RecordedSpend): Promise<string> {
  return spendInWords(entry, (await getWorkspace(ctx)).currency ?? DEFAULT_CURRENCY);
}

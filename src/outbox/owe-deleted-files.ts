import { and, eq, gte, isNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { sentFiles } from '../db/schema.ts';
import { enqueueDeliveries } from './enqueue-deliveries.ts';

/** Owes that every file with leads in it that was sent since is taken away. Returns how many there are. */
export async function oweDeletedFiles(ctx: Context, since: Date): Promise<number> {
  const files = await ctx.db
    .select({ fileId: sentFiles.fileId, sentBy: sentFiles.sentBy })
    .from(sentFiles)
    .where(
      and(
        eq(sentFiles.workspaceId, ctx.workspaceId),
        isNull(sentFiles.deletedAt),
        gte(sentFiles.sentAt, since),
      ),
    );
  await enqueueDeliveries(
    ctx,
    files.map(({ fileId, sentBy }) => ({
      dedupeKey: `delete-file:${fileId}`,
      kind: 'delete-file',
      recipientId: sentBy ?? fileId,
      payload: { fileId },
    })),
  );
  return files.length;
}

/** Notes a file with leads in it before it is sent: `readAt` is when what it says was read. */
export async function noteSentFile(
  ctx: Context,
  { fileId, sentBy, readAt }: { fileId: string; sentBy: string | null; readAt: Date },
): Promise<void> {
  await ctx.db
    .insert(sentFiles)
    .values({ workspaceId: ctx.workspaceId, fileId, sentBy, sentAt: readAt })
    .onConflictDoNothing();
}

export async function noteDeletedFile(ctx: Context, fileId: string): Promise<void> {
  await ctx.db
    .update(sentFiles)
    .set({ deletedAt: ctx.now() })
    .where(and(eq(sentFiles.workspaceId, ctx.workspaceId), eq(sentFiles.fileId, fileId)));
}

import { actorId, type Context } from '../context.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { requireColleague } from '../team/permissions.ts';

const MINUTE_MS = 60_000;

/** Owes whoever asks a card of a lead that does not exist; one within a minute, however often they press. */
export async function requestSampleCard(ctx: Context): Promise<void> {
  requireColleague(ctx);
  const userId = actorId(ctx);
  if (userId === null) return;
  const minute = Math.floor(ctx.now().getTime() / MINUTE_MS);
  await enqueueDeliveries(ctx, [
    {
      ...{ dedupeKey: `sample:${userId}:${minute}`, kind: 'sample-card', recipientId: userId },
      payload: { asked: true },
    },
  ]);
}

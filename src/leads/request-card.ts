import { actorId, type Context, inTransaction } from '../context.ts';
import { invariant } from '../errors.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { lockHandoff, requireMayDecide } from './lock-handoff.ts';

/** Owes whoever asks a card of their own in their direct messages; asking twice within a minute is asking once. */
export async function requestCard(ctx: Context, input: { handoffId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const handoff = await lockHandoff(tx, input.handoffId);
    requireMayDecide(tx, handoff);
    const userId = actorId(tx);
    invariant(userId, 'a card is asked for by a person');
    const minute = tx.now().toISOString().slice(0, 16);
    await enqueueDeliveries(tx, [
      {
        dedupeKey: `card:${handoff.handoffId}:${userId}:asked:${minute}`,
        kind: 'card',
        recipientId: userId,
        handoffId: handoff.handoffId,
        payload: { asked: true },
      },
    ]);
  });
}

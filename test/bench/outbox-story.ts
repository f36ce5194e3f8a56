import { eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { type Context, inTransaction, SYSTEM } from '../../src/context.ts';
import type { Database } from '../../src/db/client.ts';
import { handoffs } from '../../src/db/schema.ts';
import { drainOutbox } from '../../src/jobs/drain-outbox.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { createDeliverer, type Deliver } from '../../src/slack/create-deliverer.ts';
import type { SlackClient } from '../../src/slack/web-client.ts';
import { connectWorkspace } from '../../src/team/workspace.ts';
import { aStage } from '../support/facts.ts';
import type { InstantSlack } from './instant-slack.ts';
import { someLead } from './some-lead.ts';

const LEASE_MS = 60_000;
const MS_PER_HOUR = 3_600_000;
const TEXT = 'Ada Park of Acme waits for your decision until 17:00.';

/** A workspace of `count` leads, of each of which one person is told. */
export async function outboxStory(
  { db }: Pick<Database, 'db'>,
  slack: InstantSlack,
  client: SlackClient,
  count: number,
) {
  let hoursAhead = 0;
  const now = () => new Date(Date.now() + hoursAhead * MS_PER_HOUR);
  const { workspaceId } = await connectWorkspace(db, 'T1', now());
  const ctx: Context = { db, workspaceId, actor: SYSTEM, now };
  const occurredAt = new Date(now().getTime() - 72 * MS_PER_HOUR);
  await recordStageChanges(
    ctx,
    Array.from({ length: count }, (_, index) =>
      aStage('mql', occurredAt, { leadId: `L-${index}`, lead: someLead(index) }),
    ),
  );
  await db
    .update(handoffs)
    .set({ holderId: sql`'U' || substring(${handoffs.leadId} from 3)`, turn: 1 })
    .where(eq(handoffs.workspaceId, workspaceId));
  const known = await db
    .select({ handoffId: handoffs.handoffId, holderId: handoffs.holderId })
    .from(handoffs)
    .where(eq(handoffs.workspaceId, workspaceId))
    .orderBy(handoffs.leadId);
  const handoffIds = known.map(({ handoffId }) => handoffId);
  const holderIds = known.map(({ holderId }) => holderId ?? '');
  const deliverCard = createDeliverer(client, pino({ level: 'silent' }));
  const deliverText: Deliver = async (_ctx, { recipientId: channel }) => {
    const { ts = '' } = await client.chat.postMessage({ channel, text: TEXT });
    return { kind: 'posted', channelId: channel, messageTs: ts };
  };
  let round = 0;

  async function send(deliver: Deliver): Promise<void> {
    const expected = slack.posts() + count;
    const owed = handoffIds.map((handoffId, index) => ({
      dedupeKey: `${round}:${handoffId}`,
      kind: 'card' as const,
      recipientId: holderIds[index] ?? '',
      handoffId,
    }));
    await inTransaction(ctx, (tx) => enqueueDeliveries(tx, owed));
    await drainOutbox(ctx, {
      leaseMs: LEASE_MS,
      deliver,
      onOutcome: () => undefined,
      onError(error) {
        throw error;
      },
      isStopping: () => false,
    });
    if (slack.posts() !== expected) throw new Error(`${expected - slack.posts()} messages were not posted`);
  }

  /** An hour passes, so that every conversation may be posted to again. */
  function nextRound(): void {
    round += 1;
    hoursAhead += 1;
  }

  return {
    texts: holderIds.map((channel) => ({ channel, text: TEXT })),
    async sendTexts(): Promise<void> {
      nextRound();
      await send(deliverText);
    },
    async sendCards(): Promise<void> {
      nextRound();
      await send(deliverCard);
    },
  };
}

import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { and, eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { type Context, inTransaction, SYSTEM } from '../../src/context.ts';
import type { Database } from '../../src/db/client.ts';
import { deliveries, handoffs, members } from '../../src/db/schema.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { ACTION } from '../../src/slack/action-ids.ts';
import { SLACK_EVENTS_PATH } from '../../src/slack/create-slack-app.ts';
import { clientOptions } from '../../src/slack/web-client.ts';
import { connectWorkspace } from '../../src/team/workspace.ts';
import { aStage } from '../support/facts.ts';
import type { Bench } from './bench.ts';
import { type InstantSlack, startInstantSlack } from './instant-slack.ts';
import { median } from './measure.ts';
import { onServerDatabase } from './server-database.ts';
import { someLead } from './some-lead.ts';

const FULL = { clicks: 500, runs: 5 };
const QUICK = { clicks: 20, runs: 1 };
const CLICKS_PER_SECOND = 50;
const SECRET = 'bench';
const WORKSPACE = 'T1';
const PATIENCE_MS = 20_000;

interface Card {
  handoffId: string;
  holderId: string;
  channelId: string;
  ts: string;
}

/** From a click on Accept to the update of the card, against a listener that does nothing but update the message. */
export const clickBench: Bench = (options) =>
  onServerDatabase(options, async (database) => {
    const { clicks, runs } = options.quick ? QUICK : FULL;
    const slack = await startInstantSlack();
    const ours = await botWithCards(database, slack, clicks * (runs + 1));
    const bare = await bareBot(slack);
    const figures = { median: pair(), p99: pair() };
    try {
      let update = '';
      for (let run = 0; run <= runs; run += 1) {
        const cards = ours.cards.slice(run * clicks, (run + 1) * clicks);
        const byUs = await clickAll(slack, ours.url, cards, (body) => {
          update = body;
        });
        bare.answerWith(update);
        const bareTimes = await clickAll(slack, bare.url, cards, () => {});
        options.onProgress(run === 0 ? 'warmed up' : `run ${run} of ${runs}: ${median(byUs).toFixed(1)} ms`);
        if (run === 0) continue;
        figures.median.ours.push(median(byUs));
        figures.median.theirs.push(median(bareTimes));
        figures.p99.ours.push(p99(byUs));
        figures.p99.theirs.push(p99(bareTimes));
      }
    } finally {
      await bare.stop();
      await ours.stop();
      await slack.stop();
    }
    const baseline = 'bare Bolt listener, the same update';
    const what = `click to update, ${CLICKS_PER_SECOND} clicks a second`;
    return [
      { measure: `${what}, median`, unit: 'ms', baseline, ...figures.median },
      { measure: `${what}, 99 of 100`, unit: 'ms', baseline, ...figures.p99 },
    ];
  });

function pair(): { ours: number[]; theirs: number[] } {
  return { ours: [], theirs: [] };
}

function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

/** The whole bot, with a card posted to each of so many reps. */
async function botWithCards(database: Database, slack: InstantSlack, count: number) {
  const { db } = database;
  const now = () => new Date();
  await connectWorkspace(db, WORKSPACE, now());
  const ctx: Context = { db, workspaceId: WORKSPACE, actor: SYSTEM, now };
  const occurredAt = new Date(Date.now() - 72 * 3_600_000);
  const facts = Array.from({ length: count }, (_, index) =>
    aStage('mql', occurredAt, { leadId: `L-${index}`, eventId: `${index}`, lead: someLead(index) }),
  );
  await recordStageChanges(ctx, facts);
  await db.execute(sql`
    insert into ${members} (workspace_id, user_id, name, is_rep, added_at)
    select ${WORKSPACE}, 'U' || n, 'Rep ' || n, true, now() from generate_series(0, ${count - 1}::int) as n`);
  await db
    .update(handoffs)
    .set({ holderId: sql`'U' || substring(${handoffs.leadId} from 3)`, turn: 1 })
    .where(eq(handoffs.workspaceId, WORKSPACE));
  const known = await db.select().from(handoffs).where(eq(handoffs.workspaceId, WORKSPACE));
  await inTransaction(ctx, (tx) =>
    enqueueDeliveries(
      tx,
      known.map(({ handoffId, holderId }) => ({
        dedupeKey: `card:${handoffId}`,
        kind: 'card' as const,
        recipientId: holderId ?? '',
        handoffId,
      })),
    ),
  );
  const app = await createApp({
    database,
    transport: { kind: 'http', botToken: 'xoxb-bench', signingSecret: SECRET },
    slackApiUrl: slack.url,
    port: 0,
    host: '127.0.0.1',
    greets: false,
    logger: pino({ level: 'silent' }),
  });
  const posted = () =>
    db
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.state, 'settled'), eq(deliveries.kind, 'card')));
  await until(async () => (await posted()).length === count, 120_000);
  const cards = (await posted()).map(
    ({ handoffId, recipientId, channelId, messageTs }): Card => ({
      handoffId: handoffId ?? '',
      holderId: recipientId,
      channelId: channelId ?? '',
      ts: messageTs ?? '',
    }),
  );
  return { url: `${app.url}${SLACK_EVENTS_PATH}`, cards, stop: () => app.stop() };
}

/** Bolt with one listener, which puts the same blocks in the place of each message. */
async function bareBot(slack: InstantSlack) {
  const receiver = new HTTPReceiver({
    signingSecret: SECRET,
    endpoints: SLACK_EVENTS_PATH,
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    token: 'xoxb-bench',
    botId: 'B0BOT',
    botUserId: 'U0BOT',
    tokenVerificationEnabled: false,
    receiver,
    convoStore: false,
    clientOptions: clientOptions(slack.url),
    logLevel: LogLevel.ERROR,
  });
  let content = { text: '', blocks: '' };
  app.action(ACTION.accept, async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.channel || !body.message) throw new Error('No message');
    const { text, blocks } = content;
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text,
      blocks: JSON.parse(blocks || '[]'),
    });
  });
  const server = createServer((request, response) => receiver.requestListener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${SLACK_EVENTS_PATH}`,
    answerWith(update: string) {
      const form = new URLSearchParams(update);
      content = { text: form.get('text') ?? '', blocks: form.get('blocks') ?? '' };
    },
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** So many clicks a second, however long the answers take; in ms from when each was due to its update, in any order. */
async function clickAll(
  slack: InstantSlack,
  url: string,
  cards: readonly Card[],
  hear: (body: string) => void,
): Promise<number[]> {
  const clickedAt = new Map<string, number>();
  const times: number[] = [];
  slack.onUpdate((ts, body) => {
    const at = clickedAt.get(ts);
    clickedAt.delete(ts);
    if (at !== undefined) times.push(performance.now() - at);
    hear(body);
  });
  const startAt = performance.now() + 50;
  await Promise.all(
    cards.map(async (card, index) => {
      const at = startAt + (index * 1000) / CLICKS_PER_SECOND;
      await new Promise((resolve) => setTimeout(resolve, at - performance.now()));
      clickedAt.set(card.ts, at);
      await press(url, card);
    }),
  );
  await until(async () => times.length === cards.length, PATIENCE_MS);
  return times;
}

async function press(url: string, { handoffId, holderId, channelId, ts }: Card): Promise<void> {
  const payload = {
    type: 'block_actions',
    team: { id: WORKSPACE },
    user: { id: holderId, team_id: WORKSPACE },
    trigger_id: '1.1.1',
    container: { type: 'message', message_ts: ts, channel_id: channelId },
    channel: { id: channelId },
    message: { ts, text: '' },
    actions: [{ type: 'button', action_id: ACTION.accept, block_id: 'b', value: handoffId, action_ts: ts }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
  if (!answer.ok) throw new Error(`A click was answered with ${answer.status}`);
}

async function until(check: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const endsAt = performance.now() + patienceMs;
  while (!(await check())) {
    if (performance.now() > endsAt) throw new Error('What was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

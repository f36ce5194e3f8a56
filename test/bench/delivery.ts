import type { webApi } from '@slack/bolt';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { createSlackClient, type SlackClient } from '../../src/slack/web-client.ts';
import type { Bench } from './bench.ts';
import { startInstantSlack } from './instant-slack.ts';
import { timed } from './measure.ts';
import { outboxStory } from './outbox-story.ts';
import { onServerDatabase } from './server-database.ts';

const CONCURRENCY = 20;
const FULL = { messages: 1000, runs: 7 };
const QUICK = { messages: 30, runs: 1 };

/** What the outbox costs beside posting alone, for messages without and with the work of rendering them. */
export const deliveryBench: Bench = (options) =>
  onServerDatabase(options, async ({ db }) => {
    const { messages, runs } = options.quick ? QUICK : FULL;
    const slack = await startInstantSlack();
    try {
      const client = createSlackClient('xoxb-bench', slack.url, pino({ level: 'silent' }));
      const story = await outboxStory({ db }, slack, client, messages);
      slack.keepBodies();
      await story.sendCards();
      const cards = slack.takeBodies().map(argumentsOf);
      const figures = { texts: pair(), cards: pair() };
      for (let run = 1; run <= runs; run += 1) {
        await db.execute(sql`vacuum analyze`);
        figures.texts.ours.push(await rate(() => story.sendTexts()));
        figures.texts.theirs.push(await rate(() => postAll(client, story.texts)));
        figures.cards.ours.push(await rate(() => story.sendCards()));
        figures.cards.theirs.push(await rate(() => postAll(client, cards)));
        options.onProgress(
          `run ${run} of ${runs}: ${Math.round(figures.cards.ours.at(-1) ?? 0)} cards a second`,
        );
      }
      const unit = 'messages/s';
      const many = messages.toLocaleString('en');
      const baseline = `bare client, the same posts, ${CONCURRENCY} at a time`;
      return [
        { measure: `owe and post ${many} plain texts`, unit, baseline, ...figures.texts },
        { measure: `owe, render and post ${many} cards`, unit, baseline, ...figures.cards },
      ];
    } finally {
      await slack.stop();
    }

    async function rate(work: () => Promise<void>): Promise<number> {
      return messages / ((await timed(work)) / 1000);
    }
  });

function pair(): { ours: number[]; theirs: number[] } {
  return { ours: [], theirs: [] };
}

async function postAll(
  client: SlackClient,
  posts: readonly webApi.ChatPostMessageArguments[],
): Promise<void> {
  const left = posts.values();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (const post of left) await client.chat.postMessage(post);
    }),
  );
}

/** What the client was given for a post, from the form that it made of it. */
function argumentsOf(body: string): webApi.ChatPostMessageArguments {
  const entries = [...new URLSearchParams(body)].map(([name, value]) => [name, parsed(value)]);
  return Object.fromEntries(entries) as webApi.ChatPostMessageArguments;
}

function parsed(value: string): unknown {
  return /^[[{]|^(true|false)$/.test(value) ? JSON.parse(value) : value;
}

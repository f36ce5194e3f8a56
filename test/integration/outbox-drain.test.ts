import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { deliveries, workspaces } from '../../src/db/schema.ts';
import { drainOutbox } from '../../src/jobs/drain-outbox.ts';
import { bundleDeliveries } from '../../src/outbox/bundle-deliveries.ts';
import { claimDeliveries } from '../../src/outbox/claim-deliveries.ts';
import type { ClaimedDelivery, DeliveryOutcome } from '../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { createDeliverer } from '../../src/slack/create-deliverer.ts';
import { createSlackClient } from '../../src/slack/web-client.ts';
import { forEachDatabase } from '../support/databases.ts';
import { minutes } from '../support/facts.ts';
import {
  aDeliverer,
  aSlack,
  decideLead,
  isAllSettled,
  openLeads,
  owedTo,
  ticking,
} from '../support/outbox.ts';
import type { PretendSlack } from '../support/pretend-slack.ts';
import { aWorkspace, listDeliveries } from '../support/workspaces.ts';

const LEASE = 60_000;
const COLLECT = { collect: true };
const logger = pino({ level: 'silent' });

const posts = (slack: PretendSlack) => slack.calls.filter((call) => call.method === 'chat.postMessage');
const shown = (message: { blocks: object[] } | undefined) => JSON.stringify(message?.blocks ?? []);

await forEachDatabase('draining', (database) => {
  it('posts no second message into a conversation within a second', async () => {
    const ctx = ticking(await aWorkspace(database()));
    const slack = await aSlack();
    slack.failNext('chat.postMessage', { oneASecond: true }, Number.POSITIVE_INFINITY);
    for (const rep of ['UREP1', 'UREP2']) {
      await enqueueDeliveries(ctx, (await openLeads(ctx, 3, [rep])).map(owedTo(rep)));
    }
    aDeliverer(ctx, slack);
    await slack.until(() => isAllSettled(ctx), 15_000);
    expect(posts(slack).map((call) => call.answer?.ok)).toEqual(Array(6).fill(true));
    expect(await slack.messages('UREP1')).toHaveLength(3);
  });

  it.each(['digest', 'write-back'] as const)('brings a card while fifty of %s hang', async (hangs) => {
    const ctx = await aWorkspace(database());
    const others = Array.from({ length: 50 }, (_, index) => ({
      ...{ dedupeKey: `${hangs} ${index}`, kind: hangs, recipientId: `C${index}` },
    }));
    await enqueueDeliveries(ctx, others);
    if (hangs === 'write-back') {
      await ctx.db
        .update(deliveries)
        .set({ channelId: 'crm', messageTs: 'crm' })
        .where(eq(deliveries.workspaceId, ctx.workspaceId));
    }
    const hanging = Promise.withResolvers<DeliveryOutcome>();
    const started: string[] = [];
    const ready = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    let stopping = false;
    const deliver = (_: unknown, { kind }: ClaimedDelivery): Promise<DeliveryOutcome> => {
      started.push(kind);
      if (started.length === 15) ready.resolve();
      if (kind === hangs) return hanging.promise;
      arrived.resolve();
      return Promise.resolve({ kind: 'posted', channelId: 'D1', messageTs: '1.1' });
    };
    const onError = (error: unknown) => {
      throw error;
    };
    const drained = drainOutbox(ctx, {
      ...{ leaseMs: LEASE, deliver, onError, onOutcome: () => {}, isStopping: () => stopping },
    });
    await ready.promise;
    await enqueueDeliveries(ctx, (await openLeads(ctx, 1, ['UREP1'])).map(owedTo('UREP1')));
    await arrived.promise;
    expect(started.filter((kind) => kind === hangs)).toHaveLength(15);
    stopping = true;
    hanging.resolve({ kind: 'cancelled', reason: 'enough' });
    await drained;
  });
});

await forEachDatabase('draining, where all calls end while it looks for more', (database) => {
  it('sends the rest', async () => {
    const ctx = await aWorkspace(database());
    const reps = Array.from({ length: 45 }, (_, index) => `UREP${index}`);
    for (const [index, rep] of reps.entries()) {
      const occasion = { dedupeKey: `digest ${index}`, kind: 'digest' as const, recipientId: rep };
      await enqueueDeliveries(ctx, [occasion]);
    }
    const calls: (() => void)[] = [];
    let outcomes = 0;
    const { promise: someEnded, resolve } = Promise.withResolvers<void>();
    let isSecondLook = false;
    const db = new Proxy(ctx.db, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name);
        if (name !== 'execute') return typeof value === 'function' ? value.bind(of) : value;
        return async (...args: Parameters<typeof ctx.db.execute>) => {
          const answer = await of.execute(...args);
          if (isSecondLook || calls.length < 15) return answer;
          isSecondLook = true;
          for (const end of calls) end();
          await someEnded;
          return answer;
        };
      },
    });
    await drainOutbox(
      { ...ctx, db },
      {
        leaseMs: LEASE,
        deliver: () =>
          isSecondLook
            ? Promise.resolve({ kind: 'cancelled', reason: 'enough' })
            : new Promise((end) => {
                calls.push(() => end({ kind: 'cancelled', reason: 'enough' }));
              }),
        onOutcome() {
          outcomes += 1;
          if (outcomes === calls.length) resolve();
        },
        onError(error) {
          throw error;
        },
        isStopping: () => false,
      },
    );
    expect(outcomes).toBe(45);
  });
});

await forEachDatabase('a message that collects', (database) => {
  it('is the plain notice of one lead, then the list of several, in the same place', async () => {
    const ctx = ticking(await aWorkspace(database()));
    const slack = await aSlack();
    const [first = '', ...others] = await openLeads(ctx, 3);
    await enqueueDeliveries(ctx, [first].map(owedTo('UMANAGER', 'breach', COLLECT)));
    const deliverer = aDeliverer(ctx, slack);
    await slack.until(() => isAllSettled(ctx));
    const [notice] = await slack.messages('UMANAGER');
    expect(shown(notice)).toContain('Accept');
    expect(shown(notice)).toContain('Lead 1');
    await enqueueDeliveries(ctx, others.map(owedTo('UMANAGER', 'breach', COLLECT)));
    deliverer.wake();
    await slack.until(async () => shown((await slack.messages('UMANAGER'))[0]).includes('Lead 3'));
    const [list, ...more] = await slack.messages('UMANAGER');
    expect(more).toEqual([]);
    expect(list?.text).toBe('3 leads not decided in time: all wait for a decision.');
    expect(shown(list)).not.toContain('Accept');
  });

  it('leaves out what was settled before it was posted, and keeps what is settled later', async () => {
    const ctx = await aWorkspace(database());
    const running = ticking(ctx);
    const slack = await aSlack();
    const leads = await openLeads(ctx, 4);
    await enqueueDeliveries(ctx, leads.map(owedTo('UMANAGER', 'breach', COLLECT)));
    await decideLead(ctx, leads[0] ?? '');
    const deliverer = aDeliverer(running, slack);
    await slack.until(() => isAllSettled(ctx));
    const [list] = await slack.messages('UMANAGER');
    expect(list?.text).toBe('3 leads not decided in time: all wait for a decision.');
    expect(shown(list)).not.toContain('Lead 1');
    ctx.clock.advance(minutes(1));
    await decideLead(ctx, leads[1] ?? '');
    await enqueueDeliveries(ctx, (await openLeads(ctx, 1)).map(owedTo('UMANAGER', 'breach', COLLECT)));
    deliverer.wake();
    await slack.until(async () => shown((await slack.messages('UMANAGER'))[0]).includes('Lead 5'));
    const [updated] = await slack.messages('UMANAGER');
    expect(updated?.text).toBe('4 leads not decided in time: 3 still wait for a decision.');
    expect(shown(updated)).toContain('Lead 2 · ✅ accepted');
    expect(shown(updated)).not.toContain('Lead 1 ');
  });

  it('is never posted when all of it was settled before', async () => {
    const ctx = ticking(await aWorkspace(database()));
    const slack = await aSlack();
    const leads = await openLeads(ctx, 2);
    await enqueueDeliveries(ctx, leads.map(owedTo('UMANAGER', 'breach', COLLECT)));
    for (const lead of leads) await decideLead(ctx, lead);
    aDeliverer(ctx, slack);
    await slack.until(() => isAllSettled(ctx));
    expect(posts(slack)).toEqual([]);
  });
});

await forEachDatabase('a recipient who cannot be reached', (database) => {
  const setUp = async (fallbackId: string | null) => {
    const ctx = ticking(await aWorkspace(database()));
    const slack = await aSlack();
    const mine = eq(workspaces.workspaceId, ctx.workspaceId);
    await ctx.db.update(workspaces).set({ fallbackId }).where(mine);
    return { ctx, slack };
  };

  it('is named to whoever hands on, and the fallback gets the message with a word on why', async () => {
    const { ctx, slack } = await setUp('CSALES');
    slack.changeUser('UREP1', { isDeleted: true });
    await enqueueDeliveries(ctx, (await openLeads(ctx, 1, ['UREP1'])).map(owedTo('UREP1')));
    const { unreachable } = aDeliverer(ctx, slack);
    await slack.until(async () => (await slack.messages('CSALES')).length === 1);
    const [message] = await slack.messages('CSALES');
    expect(shown(message)).toContain('For <@UREP1>: I could not deliver it there (account deactivated).');
    expect(shown(message)).toContain('Lead 1');
    expect(message?.text).toMatch(/^For somebody that I cannot reach: /);
    expect(unreachable).toEqual(['UREP1']);
  });

  it('is a channel that was archived: its messages go to the fallback, nobody is handed anything', async () => {
    const { ctx, slack } = await setUp('UMANAGER');
    slack.changeChannel('CSALES', { isArchived: true });
    await enqueueDeliveries(ctx, (await openLeads(ctx, 1)).map(owedTo('CSALES')));
    const { unreachable } = aDeliverer(ctx, slack);
    await slack.until(async () => (await slack.messages('UMANAGER')).length === 1);
    expect(shown((await slack.messages('UMANAGER'))[0])).toContain(
      'For <#CSALES>: I could not deliver it there (channel archived).',
    );
    expect(unreachable).toEqual([]);
  });

  it.each(['token_revoked', 'invalid_auth', 'account_inactive', 'missing_scope'])(
    'is not at fault when Slack says %s: it is tried again in five minutes',
    async (error) => {
      const { ctx, slack } = await setUp('CSALES');
      slack.failNext('conversations.open', { error });
      await enqueueDeliveries(ctx, (await openLeads(ctx, 1, ['UREP1'])).map(owedTo('UREP1')));
      const { unreachable } = aDeliverer(ctx, slack);
      const started = ctx.now().getTime();
      await slack.until(async () => (await listDeliveries(ctx))[0]?.lastError === error);
      const [row, ...others] = await listDeliveries(ctx);
      expect(others).toEqual([]);
      expect(row?.state).toBe('owed');
      expect((row?.runAt.getTime() ?? 0) - started).toBeGreaterThan(minutes(4.9));
      expect(unreachable).toEqual([]);
    },
  );

  it('is not at fault when Slack says so of the channel’s particulars', async () => {
    const { ctx, slack } = await setUp('UMANAGER');
    slack.failNext('conversations.info', { error: 'token_revoked' });
    await enqueueDeliveries(ctx, (await openLeads(ctx, 1)).map(owedTo('CSALES')));
    aDeliverer(ctx, slack);
    await slack.until(async () => (await listDeliveries(ctx))[0]?.lastError === 'token_revoked');
    expect(await listDeliveries(ctx)).toMatchObject([{ state: 'owed' }]);
  });
});

await forEachDatabase('a message that may have been posted', (database) => {
  const setUp = async () => {
    const ctx = await aWorkspace(database());
    const slack = await aSlack({ now: ctx.now });
    await enqueueDeliveries(ctx, (await openLeads(ctx, 1, ['UREP1'])).map(owedTo('UREP1')));
    await bundleDeliveries(ctx);
    await claimDeliveries(ctx, { limit: 1, leaseMs: LEASE });
    ctx.clock.advance(LEASE);
    const [lost] = await claimDeliveries(ctx, { limit: 1, leaseMs: LEASE });
    if (!lost?.lostSince) throw new Error('a delivery was lost');
    const deliver = createDeliverer(createSlackClient(slack.botToken, slack.apiUrl, logger), logger);
    return { ctx, slack, lost, deliver };
  };

  it('is posted when it is not found', async () => {
    const { ctx, slack, lost, deliver } = await setUp();
    expect(await deliver(ctx, lost)).toMatchObject({ kind: 'posted' });
    expect(posts(slack)).toHaveLength(1);
  });

  it('is not posted when the search took until too late in the lease', async () => {
    const { ctx, slack, lost, deliver } = await setUp();
    const searching = slack.nextCall('conversations.history').then(() => ctx.clock.advance(LEASE / 2 + 1));
    expect(await deliver(ctx, lost)).toMatchObject({ kind: 'retry', mayHavePosted: true });
    await searching;
    expect(posts(slack)).toEqual([]);
  });

  it.each<[string, object]>([
    ['too many', { retryAfter: 30 }],
    ['a fault', { status: 500 }],
    ['no right to look', { error: 'missing_scope' }],
  ])('is not posted while looking for it meets %s', async (_, fault) => {
    const { ctx, slack, lost, deliver } = await setUp();
    slack.failNext('conversations.history', fault as { status: number });
    expect(await deliver(ctx, lost)).toMatchObject({ kind: 'retry', mayHavePosted: true });
    expect(posts(slack)).toEqual([]);
  });

  it('is neither posted nor sent elsewhere when its channel may not be looked at', async () => {
    const { ctx, slack, lost, deliver } = await setUp();
    slack.failNext('conversations.history', { error: 'not_in_channel' });
    expect(await deliver(ctx, lost)).toMatchObject({ kind: 'failed' });
    expect(posts(slack)).toEqual([]);
  });
});

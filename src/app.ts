import type { IncomingMessage, ServerResponse } from 'node:http';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import cron from 'node-cron';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import type { Connection } from './connections/connection.ts';
import { finishMappings } from './connections/map-values.ts';
import { createVault } from './connections/vault.ts';
import { type Actor, type Context, SYSTEM } from './context.ts';
import { createCrms } from './crm/open-crm.ts';
import { readCrms } from './crm/read-crms.ts';
import { tryCrm } from './crm/try-crm.ts';
import { writeBack } from './crm/write-back.ts';
import type { Database } from './db/client.ts';
import { createHttpServer } from './intake/create-http-server.ts';
import { SYSTEM_SETTINGS } from './intake/crm/system-settings.ts';
import { createLoop } from './jobs/create-loop.ts';
import { attemptDelivery, type DrainOptions, drainOutbox } from './jobs/drain-outbox.ts';
import { greetFirstAdmin } from './jobs/greet-first-admin.ts';
import { eraseSilentLeads } from './leads/erase-silent-leads.ts';
import { createMetrics } from './metrics.ts';
import { runSchedules } from './reports/schedules.ts';
import { mergeChangedDays } from './sla/changed-days.ts';
import { runSlaTick } from './sla/run-sla-tick.ts';
import { createCharts } from './slack/charts.ts';
import { createDeliverer } from './slack/create-deliverer.ts';
import { createDirectory } from './slack/create-directory.ts';
import { createSlackApp, type SlackTransport } from './slack/create-slack-app.ts';
import { createHomeTabs } from './slack/home/home-tabs.ts';
import type { SlackDeps } from './slack/slack-deps.ts';
import { createSlackClient, identifyBot } from './slack/web-client.ts';
import { addFirstAdmins } from './team/first-admins.ts';
import { followRoleGroups } from './team/follow-role-groups.ts';
import { releaseMember } from './team/rotation.ts';
import { connectWorkspace } from './team/workspace.ts';

export interface AppOptions {
  database: Database;
  transport: SlackTransport;
  slackApiUrl?: string | undefined;
  port: number;
  host: string;
  intakeToken?: string | undefined;
  /** Where CRMs reach this server, and what secrets of connections are kept with and come from. */
  publicUrl?: string | undefined;
  /** HubSpot's API, where it is an emulator. */
  hubspotApiUrl?: string | undefined;
  encryptionKey?: string | undefined;
  secrets?: Readonly<Record<string, string>> | undefined;
  /** Takes stage changes without a token: for the playground, which only this machine reaches. */
  intakeIsOpen?: boolean;
  admins?: readonly string[];
  /** Whether the first admin of a new workspace is told what there is to set up: yes, unless it comes set up. */
  greets?: boolean;
  logger: Logger;
  now?: () => Date;
  /** How long one attempt at a delivery may take before another process may try. */
  leaseMs?: number;
  /** Whether time passes by itself: tests move the clock and call `wake`. */
  ticking?: boolean;
  /** Answers further paths, such as the playground's page. */
  handleElsewhere?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface RunningApp {
  workspaceId: string;
  url: string;
  contextFor(actor: Actor): Context;
  /** Looks for what is due now. */
  wake(): void;
  /** Does what is due now, what follows from it included; returns when something is due next. */
  settle(): Promise<Date | undefined>;
  /** Stops taking requests, finishes what is in hand, closes nothing that it was given. */
  stop(): Promise<void>;
}

const DEFAULT_LEASE_MS = 60_000;
const STOP_DEADLINE_MS = 8_000;
/** What follows clicks is looked for so often at most, all of it at once. */
const SOON_MS = 200;
const SLACK_CHECK_MS = 30_000;

/** Wires everything together and starts it. */
export async function createApp(options: AppOptions): Promise<RunningApp> {
  const { database, logger, transport, slackApiUrl } = options;
  const now = options.now ?? (() => new Date());
  const client = createSlackClient(transport.botToken, slackApiUrl, logger.child({ part: 'slack' }));
  const identity = await identifyBot(client);
  const { workspaceId } = await connectWorkspace(database.db, identity.teamId, now());
  const contextFor = (actor: Actor): Context => ({ db: database.db, workspaceId, actor, now });
  const system = contextFor(SYSTEM);
  const directory = createDirectory(client, workspaceId, now);
  const metrics = createMetrics();
  const vault = createVault(options);
  await addFirstAdmins(system, options.admins ?? [], directory);

  const charts = createCharts();
  const deliver = createDeliverer(
    client,
    logger.child({ part: 'delivery' }),
    charts,
    directory.find,
    () => homes,
  );
  let stopping = false;
  const onError = (part: string) => (error: unknown) => logger.error({ err: error, part }, 'a job failed');
  const leaseMs = options.leaseMs ?? DEFAULT_LEASE_MS;
  const openCrm = createCrms(vault, now, options);
  const delivering: Pick<DrainOptions, 'deliver' | 'onOutcome' | 'onUnreachable' | 'onError'> = {
    deliver: (ctx, delivery) =>
      delivery.kind === 'write-back' ? writeBack(ctx, delivery, openCrm) : deliver(ctx, delivery),
    onOutcome: (delivery, outcome) => metrics.deliveries.inc({ kind: delivery.kind, outcome: outcome.kind }),
    async onUnreachable(userId) {
      await releaseMember(system, userId, 'member unreachable');
      sla.wake();
    },
    onError: onError('outbox'),
  };
  const outbox = createLoop({
    now,
    onError: onError('outbox'),
    work: (woken) => drainOutbox(system, { ...delivering, woken, leaseMs, isStopping: () => stopping }),
  });
  const beingBrought = new Set<Promise<void>>();
  const bring: SlackDeps['bring'] = (delivery, known) => {
    const deliverKnown: typeof deliver = (ctx, claimed) => deliver(ctx, claimed, known);
    const work = attemptDelivery(system, delivery, { ...delivering, deliver: deliverKnown });
    beingBrought.add(work);
    void work.finally(() => beingBrought.delete(work));
  };
  const takesFacts = options.intakeToken !== undefined || options.intakeIsOpen === true;
  const greet =
    options.greets === false
      ? async () => {}
      : greetFirstAdmin(system, directory, { admins: options.admins ?? [], takesFacts });
  const sla = createLoop({
    now,
    onError: onError('sla'),
    work: async () => {
      const fresh = () => createDirectory(client, workspaceId, now);
      await followRoleGroups(system, directory, fresh).catch(onError('roles'));
      await greet().catch(onError('first run'));
      const { nextAt, failed } = await runSlaTick(system, directory);
      for (const { handoffId, error } of failed) {
        logger.error({ err: error, handoffId }, 'the alert of a handoff could not be worked out');
      }
      outbox.wake();
      homeTabs.wake();
      return nextAt;
    },
  });
  const schedules = createLoop({
    now,
    onError: onError('schedules'),
    work: async () => {
      const nextAt = await runSchedules(system);
      outbox.wake();
      return nextAt;
    },
  });
  const homeTabs = createLoop({ now, onError: onError('home'), work: () => homes.refresh() });
  const crm = createLoop({
    now,
    onError: onError('crm'),
    work: () => readCrms(system, { openCrm, vault, directory, onRecorded, onError: onError('crm') }),
  });
  const woken = [sla, schedules, outbox, homeTabs];
  const loops = [...woken, crm];
  const wake = () => {
    for (const loop of woken) loop.wake();
  };
  const onRecorded = (count: number) => {
    metrics.recorded.inc(count);
    wake();
  };

  let soon: NodeJS.Timeout | undefined;
  const wakeSoon = () => {
    soon ??= setTimeout(() => {
      soon = undefined;
      wake();
    }, SOON_MS);
  };

  const { publicUrl, port } = options;
  const tryAccess = (connection: Connection) => tryCrm(openCrm, connection);
  const connections = { vault, publicUrl, port, systems: SYSTEM_SETTINGS, tryAccess };
  const deps = {
    ...{ workspaceId, contextFor, directory, client, charts, logger, connections },
    ...{ leaseMs, bring, wake, wakeSoon },
  };
  const homes = createHomeTabs(deps, { version: packageJson.version, takesFacts });
  const intake = { takesFacts, port: options.port };
  const slack = createSlackApp({
    transport,
    slackApiUrl,
    identity,
    deps: { ...deps, homes, intake },
  });
  const slackAnswers = rememberFor(SLACK_CHECK_MS, now, () =>
    client.auth.test().then(
      () => true,
      () => false,
    ),
  );
  const http: FastifyInstance = createHttpServer({
    contextFor,
    intakeToken: options.intakeToken,
    intakeIsOpen: options.intakeIsOpen === true && !options.intakeToken,
    logger,
    metrics: metrics.registry,
    onRecorded,
    crm: { vault, directory, publicUrl, onRecorded },
    async findProblems() {
      const problems: string[] = [];
      if (
        !(await database.db.execute(sql`select 1`).then(
          () => true,
          () => false,
        ))
      )
        problems.push('database');
      if (!slack.isConnected() || !(await slackAnswers())) problems.push('slack');
      return problems;
    },
    handleElsewhere: (request, response) =>
      slack.handle(request, response) || (options.handleElsewhere?.(request, response) ?? false),
  });
  const url = await listen(http, options);
  await slack.start();
  // What is due is in the database; this only looks for it, in case a wake-up or a timer was missed.
  const retain = () => eraseSilentLeads(system).then(() => wake(), onError('retention'));
  const merge = () => mergeChangedDays(system).catch(onError('changed days'));
  const finish = () => finishMappings(system).catch(onError('connections'));
  const crons =
    options.ticking === false
      ? []
      : [
          cron.schedule('*/10 * * * * *', wake),
          cron.schedule('* * * * *', () => crm.wake()),
          cron.schedule('17 * * * *', merge),
          cron.schedule('23 * * * *', retain),
          cron.schedule('41 * * * *', finish),
        ];
  const finishing = finish();
  wake();

  return {
    workspaceId,
    url,
    contextFor,
    wake,
    async settle() {
      await Promise.all(beingBrought);
      await crm.settle();
      const due = [await sla.settle(), await schedules.settle(), await outbox.settle()];
      return due.filter((at) => at !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];
    },
    async stop() {
      stopping = true;
      clearTimeout(soon);
      await Promise.all(crons.map((job) => job.stop()));
      const slackStopped = slack.stop().then(() => Promise.all(beingBrought));
      const finished = Promise.all([
        finishing,
        http.close(),
        slackStopped,
        ...loops.map((loop) => loop.stop()),
      ]);
      await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, STOP_DEADLINE_MS).unref())]);
      http.server.closeAllConnections();
    },
  };
}

/** On all interfaces, IPv6 included where the machine has it. */
async function listen(
  http: FastifyInstance,
  { port, host }: Pick<AppOptions, 'port' | 'host'>,
): Promise<string> {
  try {
    return await http.listen({ port, host });
  } catch (error) {
    if (host !== '::' || (error as NodeJS.ErrnoException).code !== 'EAFNOSUPPORT') throw error;
    return http.listen({ port, host: '0.0.0.0' });
  }
}

function rememberFor<Answer>(ms: number, now: () => Date, ask: () => Promise<Answer>): () => Promise<Answer> {
  let known: { answer: Promise<Answer>; until: number } | undefined;
  return () => {
    const at = now().getTime();
    if (!known || known.until < at) known = { answer: ask(), until: at + ms };
    return known.answer;
  };
}

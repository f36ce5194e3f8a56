import { and, desc, eq } from 'drizzle-orm';
import { inTransaction, SYSTEM } from '../../src/context.ts';
import type { Executor } from '../../src/db/client.ts';
import { handoffs, members, slaPolicies, workspaces } from '../../src/db/schema.ts';
import { saveMember } from '../../src/team/members.ts';
import { oweHandOversOf } from '../../src/team/owe-hand-overs.ts';
import { savePolicyList } from '../../src/team/policy-list.ts';
import { connectWorkspace, lockWorkspace } from '../../src/team/workspace.ts';
import { letLeadsArrive } from './arrivals.ts';
import { isDeath } from './instrument.ts';
import { type Journal, keepJournal } from './journal.ts';
import { letThingsHappen } from './mishaps.ts';
import { type Deed, letPeopleAct } from './people.ts';
import type { SimSlack } from './pretend-slack.ts';
import type { Random } from './random.ts';
import { createReplica, type Replica } from './replica.ts';
import type { SimDatabase } from './sim-database.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { World } from './world.ts';

/** One run: the world, the processes in it, and everything that is remembered of what happened. */
export interface Simulation {
  world: World;
  random: Random;
  time: VirtualTime;
  slack: SimSlack;
  /** The database as nobody's process sees it. */
  db: Executor;
  workspaceId: string;
  journal: Journal;
  deeds: Deed[];
  trace: string[];
  offences: { at: number; what: string; handoffId?: string | undefined }[];
  /** When little or nothing could be done. */
  down: { what: 'Slack' | 'processes'; from: number; to: number }[];
  goneAt: Map<string, number>;
  kills: number;
  say(what: string): void;
  offend(what: string, handoffId?: string): void;
  isOver(): boolean;
  somebodyUp(): Replica | undefined;
  /** Wakes the process that wrote something; the others find it within ten seconds. */
  recorded(replica: Replica): void;
  asSystem(what: string, work: (replica: Replica) => Promise<void>): void;
  openHandoffs(): Promise<{ handoffId: string; leadId: string }[]>;
  latestHandoffs(): Promise<{ handoffId: string }[]>;
  nameOf(handoffId: string): Promise<string>;
  slackGoesDown(): void;
  slackComesBack(): void;
  leaves(userId: string): void;
  /** Every process dies at once, and comes back that much later. */
  powerCut(ms: number): void;
  run(): Promise<void>;
}

const WATCH_MS = 10_000;
const SAFETY_MS = 6 * 3_600_000;
const TAIL_MS = 4 * 3_600_000;
const NOW_AND_THEN_MS = 7_200_000;

export async function createSimulation(
  database: SimDatabase,
  {
    world,
    random,
    time,
    slack,
    onLine,
  }: Pick<Simulation, 'world' | 'random' | 'time' | 'slack'> & {
    onLine?: ((line: string) => void) | undefined;
  },
): Promise<Simulation> {
  const { db } = database;
  const workspaceId = 'TSIM';
  const chance = random.branch('machines');
  const replicas: Replica[] = [];
  let isOver = false;
  let born = 0;
  let powerBackAt = 0;
  await setUp(db, workspaceId, world);
  const journal = await keepJournal(db, time);

  const simulation: Simulation = {
    ...{ world, random, time, slack, db, workspaceId, journal },
    ...{ deeds: [], trace: [], offences: [], down: [], goneAt: new Map(), kills: 0 },
    say(what) {
      const line = `${time.now().toISOString()} ${what}`;
      simulation.trace.push(line);
      onLine?.(line);
    },
    offend(what, handoffId) {
      simulation.offences.push({ at: time.ms(), what, handoffId });
      simulation.say(`VIOLATION ${what}`);
    },
    isOver: () => isOver,
    somebodyUp: () => (replicas.length > 0 ? chance.pick(replicas) : undefined),
    recorded(replica) {
      replica.wake();
      for (const other of [...replicas]) {
        if (other !== replica && chance.chance(0.25)) watch(other);
      }
    },
    asSystem(what, work) {
      const replica = simulation.somebodyUp();
      if (!replica || isOver) return;
      work(replica).then(
        () => {
          simulation.say(what);
          simulation.recorded(replica);
        },
        (error) => {
          simulation.say(`${what}: ${error}`);
          if (!isDeath(error)) simulation.offend(`${what}: ${error}`);
        },
      );
    },
    async openHandoffs() {
      const mine = and(eq(handoffs.workspaceId, workspaceId), eq(handoffs.state, 'open'));
      const { handoffId, leadId } = handoffs;
      return time.busy(async () =>
        db.select({ handoffId, leadId }).from(handoffs).where(mine).orderBy(handoffId),
      );
    },
    async latestHandoffs() {
      const mine = eq(handoffs.workspaceId, workspaceId);
      const { handoffId } = handoffs;
      return time.busy(async () =>
        db.select({ handoffId }).from(handoffs).where(mine).orderBy(desc(handoffId)).limit(20),
      );
    },
    async nameOf(id) {
      const [row] = await time.busy(async () => db.select().from(handoffs).where(eq(handoffs.handoffId, id)));
      return row ? row.leadId : id;
    },
    slackGoesDown() {
      simulation.say('Slack is down');
      slack.faultRate = 1;
      downFrom('Slack');
    },
    slackComesBack() {
      simulation.say('Slack is up again');
      slack.faultRate = isOver ? 0 : world.faultRate;
      downTo('Slack');
    },
    leaves(userId) {
      simulation.say(`${userId} leaves Slack`);
      const user = slack.users.get(userId);
      if (user) user.isDeactivated = true;
      simulation.goneAt.set(userId, time.ms());
    },
    powerCut(ms) {
      powerBackAt = time.ms() + ms;
      for (const replica of [...replicas]) replica.gate.die('of a power cut');
    },
    async run() {
      letPeopleAct(simulation);
      letLeadsArrive(simulation);
      letThingsHappen(simulation);
      narrate(simulation);
      for (let index = 0; index < world.replicas; index += 1) await begin();
      await time.runUntil(world.endMs, journal.read);
      isOver = true;
      slack.faultRate = 0;
      downTo('Slack');
      simulation.say('everything is well again');
      while (replicas.length < world.replicas) await begin();
      for (const replica of replicas) replica.gate.disarm();
      await time.runUntil(world.endMs + TAIL_MS, journal.read);
    },
  };

  const watching = new Set<Replica>();
  /** Looks within ten seconds, though nobody told it to. */
  function watch(replica: Replica): void {
    if (watching.has(replica)) return;
    watching.add(replica);
    time.at(time.ms() + chance.int(0, WATCH_MS), () => {
      watching.delete(replica);
      replica.wake();
    });
  }

  const began = new Map<'Slack' | 'processes', number>();
  function downFrom(what: 'Slack' | 'processes'): void {
    if (!began.has(what)) began.set(what, time.ms());
  }
  function downTo(what: 'Slack' | 'processes'): void {
    const from = began.get(what);
    began.delete(what);
    if (from !== undefined) simulation.down.push({ what, from, to: time.ms() });
  }

  async function begin(): Promise<void> {
    if (replicas.length >= world.replicas) return;
    born += 1;
    const replica = createReplica({
      ...{ name: `process ${born}`, database, slack, time, workspaceId, safetyMs: SAFETY_MS },
      onDeath(dead, point) {
        simulation.kills += 1;
        simulation.say(`${dead.name} dies ${point}`);
        replicas.splice(replicas.indexOf(dead), 1);
        if (replicas.length === 0) downFrom('processes');
        // What it had under way the others find when they next look.
        for (const other of replicas) watch(other);
        const rest = chance.chance(0.7) ? chance.int(1000, 60_000) : chance.int(60_000, NOW_AND_THEN_MS);
        time.at(Math.max(time.ms() + rest, powerBackAt), () => void time.busy(begin));
      },
      onError: (failed, error) => {
        const where = error instanceof Error ? error.stack?.split('\n').slice(0, 4).join(' | ') : '';
        simulation.offend(`${failed.name} fails: ${causes(error)} ${where}`);
      },
      onUnreachable: (finder, userId) => handOnFrom(finder, userId),
    });
    replicas.push(replica);
    downTo('processes');
    simulation.say(`${replica.name} begins`);
    replica.start();
  }

  async function handOnFrom(replica: Replica, userId: string): Promise<void> {
    const count = await inTransaction(replica.system, async (tx) => {
      await lockWorkspace(tx);
      return oweHandOversOf(tx, [userId]);
    });
    simulation.say(`${userId} cannot be reached: ${count} leads go on`);
    simulation.recorded(replica);
  }

  return simulation;
}

function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message} < ${causes(error.cause)}` : error.message;
}

async function setUp(db: Executor, workspaceId: string, world: World): Promise<void> {
  const now = () => new Date(world.startMs);
  await connectWorkspace(db, workspaceId, now());
  const ctx = { db, workspaceId, actor: SYSTEM, now };
  const { timeZone, usesMemberTimeZones, pingsPerHour, pauseAfterLapses, poolChannelId, fallbackId } = world;
  await db
    .update(workspaces)
    .set({ timeZone, usesMemberTimeZones, pingsPerHour, pauseAfterLapses, poolChannelId, fallbackId })
    .where(eq(workspaces.workspaceId, workspaceId));
  for (const person of world.people) {
    const { userId, name, email, slackTimeZone, isRep, isManager, isWorkspaceAdmin } = person;
    if (!isRep && !isManager) continue;
    await saveMember(
      ctx,
      { userId, name, email, timeZone: slackTimeZone, isWorkspaceAdmin, mayAct: true },
      { isRep, isManager },
    );
    const { weight, dailyCap, openCap, workingHours, ownTimeZone } = person;
    await db
      .update(members)
      .set({ weight, dailyCap, openCap, workingHours, ownTimeZone })
      .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
  }
  const first = await savePolicyList(ctx, world.policies);
  const ids = new Set(first.map((row) => row.policyId));
  for (const row of await db.select().from(slaPolicies).where(eq(slaPolicies.workspaceId, workspaceId))) {
    const mine = and(eq(slaPolicies.workspaceId, workspaceId), eq(slaPolicies.policyId, row.policyId));
    if (ids.has(row.policyId))
      await db
        .update(slaPolicies)
        .set({ effectiveFrom: new Date(0) })
        .where(mine);
    else await db.delete(slaPolicies).where(mine);
  }
}

/** Every message as it is posted or updated, in the trace. */
function narrate(simulation: Simulation): void {
  const { slack } = simulation;
  const act = slack.onMessage;
  slack.onMessage = (message) => {
    const { text } = message.updates.at(-1)?.content ?? message.content;
    simulation.say(`${message.updates.length > 0 ? 'updated' : 'posted'} ${message.channel}: ${text}`);
    act(message);
  };
}

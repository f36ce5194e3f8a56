import { pino } from 'pino';
import { type Context, SYSTEM } from '../../src/context.ts';
import { attemptDelivery, type DrainOptions, drainOutbox } from '../../src/jobs/drain-outbox.ts';
import type { AtOnce } from '../../src/leads/record-at-once.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { createDeliverer } from '../../src/slack/create-deliverer.ts';
import { createDirectory } from '../../src/slack/create-directory.ts';
import type { Known } from '../../src/slack/render-delivery.ts';
import type { Directory } from '../../src/team/directory.ts';
import { getWorkspace } from '../../src/team/workspace.ts';
import { Gate, isDeath, type KillPoint } from './instrument.ts';
import type { SimSlack } from './pretend-slack.ts';
import type { SimDatabase } from './sim-database.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One process of several: its own memory, the same database, the same Slack. */
export interface Replica {
  name: string;
  gate: Gate;
  system: Context;
  directory: Directory;
  /** Looks for what is due. */
  wake(): void;
  /** Updates the message that was clicked, as it stands after the click. */
  bring(said: AtOnce): Promise<void>;
  start(): void;
}

export interface ReplicaDeps {
  name: string;
  database: SimDatabase;
  slack: SimSlack;
  time: VirtualTime;
  workspaceId: string;
  onDeath: (replica: Replica, point: KillPoint) => void;
  onError: (replica: Replica, error: unknown) => void;
  onUnreachable: (replica: Replica, userId: string) => Promise<void>;
  /** This often a process looks although nothing told it to. */
  safetyMs: number;
}

export const LEASE_MS = 60_000;
const silent = pino({ level: 'silent' });

export function createReplica(deps: ReplicaDeps): Replica {
  const { time, slack, workspaceId, name } = deps;
  const gate = new Gate(time, (point) => deps.onDeath(replica, point));
  const db = deps.database.openFor(gate);
  const system: Context = { db, workspaceId, actor: SYSTEM, now: time.now };
  const begunAt = new Map<string, number>();
  const client = slack.clientFor(gate, (id) => begunAt.get(id) ?? time.ms());
  const directory = createDirectory(client, workspaceId, time.now);
  const deliver = createDeliverer(client, silent);
  const onError = (error: unknown) => {
    if (!gate.isDead && !isDeath(error)) deps.onError(replica, error);
  };

  const delivering = (
    known?: Known,
  ): Pick<DrainOptions, 'deliver' | 'onOutcome' | 'onUnreachable' | 'onError'> => ({
    deliver: (ctx, delivery) => {
      begunAt.set(delivery.deliveryId, time.ms());
      return deliver(ctx, delivery, known);
    },
    onOutcome: () => {},
    onUnreachable: (userId) => deps.onUnreachable(replica, userId),
    onError,
  });
  const outbox = loop(() =>
    drainOutbox(system, { ...delivering(), leaseMs: LEASE_MS, isStopping: () => gate.isDead }),
  );
  const sla = loop(async () => {
    const { nextAt } = await runSlaTick(system, directory);
    outbox();
    return nextAt;
  });

  /** Runs whenever it is woken, and when the instant comes that the work returned; never twice at once. */
  function loop(work: () => Promise<Date | undefined>): () => void {
    let again = false;
    let running = false;
    let cancel = () => {};
    const run = async () => {
      running = true;
      cancel();
      let next: Date | undefined;
      while (again && !gate.isDead) {
        again = false;
        try {
          next = await work();
        } catch (error) {
          onError(error);
          next = new Date(time.ms() + 5000);
        }
      }
      running = false;
      if (gate.isDead) return;
      const safety = time.ms() + deps.safetyMs;
      cancel = time.at(Math.min(next?.getTime() ?? safety, safety), wake);
    };
    const wake = () => {
      if (gate.isDead) return;
      again = true;
      if (!running) void run();
    };
    return wake;
  }

  const replica: Replica = {
    ...{ name, gate, system, directory },
    wake() {
      sla();
      outbox();
    },
    async bring({ claimed, standing }) {
      if (!claimed) return;
      const workspace = await getWorkspace(system);
      await attemptDelivery(system, claimed, delivering({ standing, workspace }));
    },
    start() {
      replica.wake();
    },
  };
  return replica;
}

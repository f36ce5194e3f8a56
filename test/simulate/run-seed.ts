import { check } from './oracle/check.ts';
import { createSlack, type Sabotage } from './pretend-slack.ts';
import { createRandom } from './random.ts';
import type { SimDatabase } from './sim-database.ts';
import { createSimulation } from './simulation.ts';
import { createVirtualTime, withVirtualTimers } from './virtual-time.ts';
import { createWorld, type WorldOptions } from './world.ts';

export interface Violation {
  at: Date;
  what: string;
  /** Everything known of the handoff that it is about. */
  story: string[];
}

export interface RunResult {
  seed: number;
  days: number;
  replicas: number;
  leads: number;
  facts: number;
  /** Messages owed, by kind. */
  owed: Map<string, number>;
  posted: number;
  updates: number;
  faults: number;
  kills: number;
  violations: Violation[];
  trace: string[];
  seconds: number;
}

export interface RunOptions extends WorldOptions {
  sabotage?: Sabotage;
  /** Told each line of the trace as it happens. */
  onLine?: (line: string) => void;
}

/** Lives through the world of this seed and judges what happened in it. */
export async function runSeed(
  database: SimDatabase,
  seed: number,
  options: RunOptions = {},
): Promise<RunResult> {
  const begun = performance.now();
  const random = createRandom(String(seed));
  const world = createWorld(random.branch('world'), options);
  const time = createVirtualTime(world.startMs);
  await database.clear();
  return withVirtualTimers(time, async () => {
    const { sabotage } = options;
    const slack = createSlack(world, { time, random: random.branch('slack'), sabotage });
    const simulation = await createSimulation(database, {
      world,
      random,
      time,
      slack,
      onLine: options.onLine,
    });
    await simulation.run();
    const { violations, leads, facts, owed } = await check(simulation);
    return {
      ...{ seed, leads, facts, owed, violations, trace: simulation.trace, replicas: world.replicas },
      days: (world.endMs - world.startMs) / 86_400_000,
      posted: slack.messages.length,
      updates: slack.messages.reduce((sum, message) => sum + message.updates.length, 0),
      faults: [...slack.faults.values()].reduce((sum, count) => sum + count, 0),
      kills: simulation.kills,
      seconds: (performance.now() - begun) / 1000,
    };
  });
}

import { and, eq } from 'drizzle-orm';
import { absences } from '../../src/db/schema.ts';
import { savePolicies } from '../../src/sla/save-policies.ts';
import { sayAway, sayBack } from '../../src/team/absences.ts';
import { currentPolicies } from '../../src/team/policy-list.ts';
import type { KillPoint } from './instrument.ts';
import type { Random } from './random.ts';
import type { Simulation } from './simulation.ts';
import type { SimPerson } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POINTS: KillPoint[] = [
  'before a statement',
  'before a commit',
  'after a commit',
  'before a post',
  'after a post',
  'after an update',
];

/** Everything that goes wrong or changes besides the leads: processes die, Slack fails, people go, policies change. */
export function letThingsHappen(simulation: Simulation): void {
  const { world, time, slack } = simulation;
  const random = simulation.random.branch('mishaps');
  const whenever = () => world.startMs + random.next() * (world.endMs - world.startMs);

  for (let kill = 0; kill < world.kills; kill += 1) {
    const point = random.pick(POINTS);
    const after = random.int(1, point === 'before a statement' ? 40 : 4);
    time.at(whenever(), () => simulation.somebodyUp()?.gate.arm(point, after));
  }
  if (world.faultRate > 0 && random.chance(0.5)) {
    const at = whenever();
    time.at(at, () => simulation.slackGoesDown());
    time.at(at + random.int(1, 90) * MINUTE, () => simulation.slackComesBack());
  }
  if (random.chance(0.4)) {
    const hours = random.pick([0.5, 2, 9, 30]);
    time.at(whenever(), () => simulation.powerCut(hours * HOUR));
  }
  if (random.chance(0.3)) {
    const leaver = random.pick(world.people);
    const at = whenever();
    if (!leaver.isWorkspaceAdmin) time.at(at, () => simulation.leaves(leaver.userId));
  }
  if (random.chance(0.2)) {
    time.at(whenever(), () => {
      simulation.say('C2SALES is archived');
      slack.archived.add('C2SALES');
    });
  }
  for (const person of world.people)
    if (person.isRep && random.chance(0.4)) goAway(simulation, random, person);
  changePolicies(simulation);
}

function goAway(simulation: Simulation, random: Random, { userId }: SimPerson): void {
  const { world, time } = simulation;
  const from = Math.floor(world.startMs + random.next() * (world.endMs - world.startMs));
  const until = from + random.int(1, 120) * HOUR;
  const saidAt = random.chance(0.5) ? from : from - random.int(1, 48) * HOUR;
  time.at(saidAt, () =>
    simulation.asSystem(`${userId} will be away`, async ({ system }) => {
      const fromAt = new Date(Math.max(from, time.ms()));
      if (until > fromAt.getTime()) await sayAway(system, { userId, fromAt, untilAt: new Date(until) });
    }),
  );
  if (!random.chance(0.3)) return;
  time.at(from + (until - from) * random.next(), () =>
    simulation.asSystem(`${userId} is back`, async ({ system }) => {
      const theirs = await system.db
        .select()
        .from(absences)
        .where(and(eq(absences.workspaceId, system.workspaceId), eq(absences.userId, userId)));
      const now = time.now();
      if (theirs.some((one) => one.fromAt <= now && one.untilAt > now)) await sayBack(system, { userId });
    }),
  );
}

function changePolicies(simulation: Simulation): void {
  const { edit } = simulation.world;
  if (!edit) return;
  simulation.time.at(edit.atMs, () =>
    simulation.asSystem(
      `the policies change${edit.applyToOpen ? ', for open leads too' : ''}`,
      async ({ system }) => {
        const [first] = await currentPolicies(system);
        if (!first) return;
        const rows = edit.policies.map((policy, position) => ({ ...first, ...policy, position }));
        const { applyToOpen } = edit;
        await savePolicies(system, { rows, basedOn: first.effectiveFrom, applyToOpen });
      },
    ),
  );
}

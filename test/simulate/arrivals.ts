import type { NewFact } from '../../src/leads/fact.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import type { LeadFields, Stage } from '../../src/vocabulary.ts';
import { isDeath } from './instrument.ts';
import type { Simulation } from './simulation.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Leads come in, singly and in crowds, in and out of order, again and late; and the CRM decides some of them. */
export function letLeadsArrive(simulation: Simulation): void {
  const { time, world } = simulation;
  const random = simulation.random.branch('arrivals');
  let leads = 0;
  let events = 0;
  const known: string[] = [];
  const told: NewFact[] = [];
  const meanMs = DAY / world.leadsPerDay;

  function fact(leadId: string, stage: Stage, occurredAt: number, lead?: LeadFields): NewFact {
    events += 1;
    return {
      ...{ kind: 'stage', origin: random.pick(['crm', 'crm', 'web']), eventId: `e${events}` },
      ...{ leadId, stage, reported: stage, occurredAt: new Date(occurredAt) },
      ...(lead ? { lead } : {}),
      ...(random.chance(0.02) ? { alert: true } : {}),
    };
  }

  function newLead(): NewFact[] {
    leads += 1;
    const leadId = `L${leads}`;
    known.push(leadId);
    const occurredAt = time.ms() - delay();
    const owner = random.pick(world.people);
    const ownerEmail = random.chance(0.25)
      ? random.chance(0.85)
        ? owner.email
        : 'nobody@elsewhere.test'
      : undefined;
    const lead = {
      name: `Lead ${leads}`,
      source: random.pick(['demo', 'webinar', 'ads', 'ads']),
      ...(ownerEmail ? { ownerEmail } : {}),
    };
    const facts = [fact(leadId, 'mql', occurredAt, lead)];
    if (random.chance(0.2)) facts.push(fact(leadId, 'lead', occurredAt - random.int(1, 9 * 24) * HOUR));
    if (random.chance(0.05)) facts.push(fact(leadId, 'mql', occurredAt + random.int(1, 60) * 1000));
    if (random.chance(0.04)) facts.push(fact(leadId, random.pick(['sql', 'recycled']), occurredAt + MINUTE));
    return facts;
  }

  function delay(): number {
    if (random.chance(0.8)) return random.int(0, 90_000);
    if (random.chance(0.6)) return random.int(2, 20 * 60) * MINUTE;
    return random.int(25, 240) * HOUR;
  }

  /** Something about a lead that is known already. */
  function laterFact(): NewFact[] {
    if (known.length === 0) return [];
    const leadId = random.chance(0.7) ? random.pick(known.slice(-20)) : random.pick(known);
    const occurredAt = time.ms() - (random.chance(0.7) ? random.int(0, 60_000) : random.int(1, 72) * HOUR);
    const stage = random.pick<Stage>([
      ...([
        'mql',
        'mql',
        'mql',
        'sql',
        'recycled',
        'rejected',
        'lead',
        'opportunity',
        'won',
        'lost',
      ] as const),
    ]);
    const owner = random.chance(0.1) ? { ownerEmail: random.pick(world.people).email } : undefined;
    return [fact(leadId, stage, occurredAt, owner)];
  }

  async function record(facts: readonly NewFact[]): Promise<void> {
    const usable = facts.filter((one) => one.occurredAt.getTime() <= time.ms() + 4 * MINUTE);
    if (usable.length === 0 || simulation.isOver()) return;
    // The sender sends again what was not answered.
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const replica = simulation.somebodyUp();
      if (!replica) {
        await time.sleep(MINUTE);
        continue;
      }
      try {
        const result = await recordStageChanges(replica.system, usable);
        simulation.say(
          `${result.recorded} of ${usable.length} facts recorded: ${usable.map((one) => `${one.leadId} ${one.kind === 'stage' ? one.stage : one.kind}`).join(', ')}`,
        );
        simulation.recorded(replica);
        break;
      } catch (error) {
        if (!isDeath(error)) {
          simulation.offend(`recording fails: ${error instanceof Error ? error.message : error}`);
          return;
        }
        await time.sleep(1000);
      }
    }
    told.push(...usable);
  }

  const again = () => {
    if (simulation.isOver()) return;
    const isBurst = random.chance(0.015);
    const size = isBurst ? random.int(8, world.leadsPerDay > 9 ? 120 : 15) : random.pick([1, 1, 1, 1, 2, 3]);
    const facts = Array.from({ length: size }, newLead).flat();
    void record(random.some(facts, facts.length));
    time.at(time.ms() + random.span(meanMs), again);
  };
  const more = () => {
    if (simulation.isOver()) return;
    if (random.chance(0.2) && told.length > 0) void record(random.some(told, random.int(1, 5)));
    else void record(laterFact());
    time.at(time.ms() + random.span(meanMs * 1.5), more);
  };
  time.at(time.ms() + MINUTE, again);
  time.at(time.ms() + random.span(meanMs), more);
}

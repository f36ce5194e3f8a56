import type { Context } from '../context.ts';
import type { NewFact } from '../leads/fact.ts';
import { listQueue } from '../leads/lead-card.ts';
import { recordStageChanges } from '../leads/record-stage-changes.ts';
import { addDays, localDateOf } from '../lib/local-date.ts';
import { scheduleDigest } from '../reports/digests.ts';
import { fromRows, toRows } from '../sla/policy-schema.ts';
import { savePolicies } from '../sla/save-policies.ts';
import { recordSpend } from '../spend/record-spend.ts';
import { settleCurrency } from '../spend/settle-currency.ts';
import { currentPolicies } from '../team/policy-list.ts';
import { addReps } from '../team/rotation.ts';
import { getSettings, saveSettings } from '../team/save-settings.ts';
import type { Stage } from '../vocabulary.ts';
import { PLAYGROUND_PEOPLE } from './cast.ts';
import { createWorkspace } from './pretend/workspace.ts';
import { sampleLead, sampleRandom } from './sample-leads.ts';
import { DEMO_SOURCE, PROMISE_MINUTES, SAMPLE_POLICIES } from './sample-policies.ts';

const ORIGIN = 'sample';
const ZONE = 'Europe/Berlin';
const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const HISTORY_DAYS = 182;
const LEADS_PER_DAY = 4;
const CHANNELS = { webinar: 310, paid_search: 420, trade_show: 150 } as const;

/** Nobody has decided about some of the latest; what is older is settled, so that the queue shows what is new. */
const UNDECIDED_DAYS = 12;
/**
 * How long ago these leads came in: two are reminded of within a minute, whichever of them a newcomer accepts. More than
 * five cards at once would come as one list.
 */
const WAITING_MINUTES = [7.2, 7] as const;

/** Members, two quarters of history, spend, and some MQLs that are due in minutes. Done once; open leads are topped up. */
export async function seedSample(ctx: Context): Promise<void> {
  // The promises are older than the history, so that they judge it.
  const isNew = await seedTeam({
    ...ctx,
    now: () => new Date(ctx.now().getTime() - (HISTORY_DAYS + 1) * DAY_MS),
  });
  if (isNew) {
    const everyMorning = { timeOfDay: '09:00', days: 'weekdays', timeZone: ZONE } as const;
    await scheduleDigest(ctx, { channelId: 'C0SALES', withCost: false, ...everyMorning });
  }
  await recordSampleFacts(ctx, historyFacts(ctx.now()));
  await seedSpend(ctx);
  const { cards } = await listQueue(ctx, { limit: 200 });
  // Handed over and not reminded of yet: a newcomer has something to do. Open leads of the history are in nobody's hands.
  const soon = new Date(ctx.now().getTime() + (PROMISE_MINUTES / 4) * MINUTE_MS);
  if (cards.some((card) => card.turnDueAt !== null && card.turnDueAt > soon)) return;
  for (const minutes of WAITING_MINUTES) {
    const then: Context = { ...ctx, now: () => new Date(ctx.now().getTime() - minutes * MINUTE_MS) };
    await postSampleLead(then, 'ada@corp.test');
  }
  await postSampleLead(ctx, 'ada@corp.test');
  await postSampleLead(ctx);
}

/** A new MQL, as a CRM would report it now. */
export async function postSampleLead(ctx: Context, ownerEmail?: string): Promise<void> {
  const now = ctx.now();
  const number = now.getTime() % 100_000_000;
  const lead = sampleLead(sampleRandom(number + (ownerEmail ? 1 : 0)));
  const leadId = `DEMO-${number}${ownerEmail ? '' : 'R'}`;
  await recordStageChanges(ctx, [
    {
      kind: 'stage',
      origin: ORIGIN,
      eventId: `${leadId}:mql`,
      leadId,
      stage: 'mql',
      reported: 'mql',
      occurredAt: now,
      lead: {
        ...lead,
        source: DEMO_SOURCE,
        createdAt: new Date(now.getTime() - 3 * DAY_MS).toISOString(),
        ...(ownerEmail ? { ownerEmail } : {}),
      },
    },
  ]);
}

/** Whether there was no team yet. */
async function seedTeam(ctx: Context): Promise<boolean> {
  const people = createWorkspace(PLAYGROUND_PEOPLE, []).people.map((person) => ({
    userId: person.id,
    name: person.name,
    email: person.email,
    timeZone: person.timeZone,
    isWorkspaceAdmin: person.isAdmin === true,
    mayAct: person.isGuest !== true,
  }));
  const named = (name: string) => people.filter((person) => person.userId === `U0${name}`);
  const settings = await getSettings(ctx);
  if (settings.managerIds.length > 0) return false;
  await addReps(ctx, [...named('ADA'), ...named('BEN'), ...named('KIRA')]);
  await settleCurrency(ctx, 'EUR');
  await saveSettings(
    ctx,
    {
      ...settings,
      timeZone: ZONE,
      currency: 'EUR',
      poolChannelId: 'C0LEADPOOL',
      nextStep: 'Look the company up, then call.',
    },
    named('MARA'),
  );
  const current = await currentPolicies(ctx);
  const [{ effectiveFrom: basedOn } = { effectiveFrom: ctx.now() }] = current;
  await savePolicies(ctx, {
    rows: toRows([...SAMPLE_POLICIES, ...fromRows(current)], current),
    basedOn,
    applyToOpen: false,
  });
  return true;
}

/** Leads of the last two quarters with what became of them: a day's are the same ones on whichever day they are asked for. */
function historyFacts(now: Date): NewFact[] {
  const today = Math.floor(now.getTime() / DAY_MS);
  const facts: NewFact[] = [];
  for (let day = today - HISTORY_DAYS; day < today - 1; day += 1) {
    const random = sampleRandom(20_260 + day);
    for (let nth = 0; nth < LEADS_PER_DAY; nth += 1) {
      const leadId = `S-${day}-${nth}`;
      const at = new Date(day * DAY_MS + 8 * HOUR_MS + random() * 8 * HOUR_MS);
      const owner = random();
      const ownerEmail = `${owner < 0.4 ? 'ada' : owner < 0.75 ? 'ben' : 'kira'}@corp.test`;
      const lead = { ...sampleLead(random), ownerEmail };
      const story: [Stage, Date][] = [['lead', at]];
      const mqlAt = new Date(at.getTime() + random() * 30 * DAY_MS);
      if (random() < 0.6) story.push(['mql', mqlAt]);
      const decidedAt = new Date(mqlAt.getTime() + random() ** 3 * 6 * DAY_MS + 0.2 * HOUR_MS);
      const fate = random();
      const isSettled = fate < 0.88 || mqlAt.getTime() < (today - UNDECIDED_DAYS) * DAY_MS;
      if (story.length === 2 && isSettled) {
        const chance = lead.source === 'webinar' ? 0.45 : 0.25;
        story.push([fate < chance ? 'sql' : fate < 0.75 ? 'rejected' : 'recycled', decidedAt]);
      }
      for (const [stage, occurredAt] of story) {
        if (occurredAt >= new Date((today - 1) * DAY_MS)) continue;
        const reason = stage === 'rejected' ? 'no_fit' : stage === 'recycled' ? 'not_now' : undefined;
        facts.push({
          kind: 'stage',
          origin: ORIGIN,
          eventId: `${leadId}:${stage}`,
          leadId,
          stage,
          reported: stage,
          occurredAt,
          lead: { ...lead, createdAt: at.toISOString() },
          ...(reason ? { reason } : {}),
        });
      }
    }
  }
  return facts;
}

async function recordSampleFacts(ctx: Context, facts: readonly NewFact[]): Promise<void> {
  for (let start = 0; start < facts.length; start += 1000) {
    await recordStageChanges(ctx, facts.slice(start, start + 1000));
  }
}

async function seedSpend(ctx: Context): Promise<void> {
  const today = localDateOf(ctx.now(), 'UTC');
  const days = Array.from({ length: HISTORY_DAYS + 60 }, (_, back) => addDays(today, -back));
  await recordSpend(
    ctx,
    days.flatMap((on) =>
      Object.entries(CHANNELS).map(([channel, amount]) => ({
        spendKey: `${ORIGIN}:${on}:${channel}`,
        fromOn: on,
        toOn: on,
        amount: String(amount),
        channel,
      })),
    ),
  );
}

import { createRandom, type Random } from '../../simulate/random.ts';
import type { CrmChange, CrmSender, CrmTarget, SenderAnswer, SentRequest } from './crm-sender.ts';

/** So long a CRM keeps what has changed before it sends it: at most. */
const LONGEST_DELAY_MS = 600_000;

export interface PlayOptions {
  target: CrmTarget;
  seed: string;
  /** Sends one request at an instant of the story; nothing waits. */
  send(request: SentRequest, at: Date): Promise<SenderAnswer>;
  /** How often a request that was taken is sent again all the same. */
  twice?: number;
}

export interface Played {
  requests: number;
  taken: CrmChange[];
  /** What the vendor gave up on. */
  lost: CrmChange[];
}

interface Due {
  at: number;
  attempt: number;
  changes: readonly CrmChange[];
}

/** A random history of some leads, in no order, each change at an instant of its own. */
export function randomHistory(
  seed: string,
  values: readonly string[],
  from: Date,
  { leads = 5, firstLead = 31_000 } = {},
): CrmChange[] {
  const random = createRandom(seed);
  const changes: CrmChange[] = [];
  for (let lead = 0; lead < leads; lead += 1) {
    const leadId = String(firstLead + lead);
    let at = from.getTime();
    let before: string | undefined;
    for (let step = random.int(1, 6); step > 0; step -= 1) {
      at += random.int(10_000, 7_200_000);
      const value = random.pick(values.filter((other) => other !== before));
      changes.push({ leadId, value, before, occurredAt: new Date(at) });
      before = value;
    }
  }
  return random.some(changes, changes.length);
}

/**
 * Plays a history as a vendor delivers it: batched, shuffled, delayed, some of it twice, and again on whatever the
 * vendor takes for a failure. Time is that of the story.
 */
export async function playHistory(
  sender: CrmSender,
  history: readonly CrmChange[],
  { target, seed, send, twice = 0.2 }: PlayOptions,
): Promise<Played> {
  const random = createRandom(`${seed}/delivery`);
  const queue: Due[] = batches(history, sender.maxBatch, random).map((changes) => ({
    at: Math.max(...changes.map((change) => change.occurredAt.getTime())) + random.int(0, LONGEST_DELAY_MS),
    attempt: 0,
    changes,
  }));
  const played: Played = { requests: 0, taken: [], lost: [] };
  const hasArrived = new Set<CrmChange>();
  for (;;) {
    queue.sort((a, b) => a.at - b.at);
    const due = queue.shift();
    if (!due) return played;
    const now = new Date(due.at);
    const changes = sender.readsWhenSent ? due.changes.map((one) => latest(history, one, now)) : due.changes;
    const answer = await send(sender.sign(sender.compose(changes, due.attempt), target, now), now);
    played.requests += 1;
    if (sender.isTaken(answer)) {
      for (const change of changes) {
        if (!hasArrived.has(change)) played.taken.push(change);
        hasArrived.add(change);
      }
      if (random.chance(twice)) queue.push({ ...due, at: due.at + random.int(1, LONGEST_DELAY_MS) });
      continue;
    }
    const wait = sender.retryAfterMs(due.attempt + 1, answer);
    if (wait !== undefined) queue.push({ ...due, at: due.at + wait, attempt: due.attempt + 1 });
    else played.lost.push(...due.changes.filter((change) => !hasArrived.has(change)));
  }
}

function latest(history: readonly CrmChange[], { leadId }: CrmChange, now: Date): CrmChange {
  const known = history.filter((change) => change.leadId === leadId && change.occurredAt <= now);
  return known.reduce((a, b) => (b.occurredAt > a.occurredAt ? b : a));
}

function batches(history: readonly CrmChange[], max: number, random: Random): CrmChange[][] {
  const left = [...history];
  const found: CrmChange[][] = [];
  while (left.length > 0) found.push(left.splice(0, random.int(1, Math.min(max, 7))));
  return found;
}

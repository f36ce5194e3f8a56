import type { SimMessage } from '../pretend-slack.ts';
import { aboutOf, type DeliveryRow, type Evidence } from './evidence.ts';
import { MINUTE } from './hours.ts';
import { iso } from './story.ts';

const PINGS = new Set(['reminder', 'breach', 'contact-reminder', 'contact-breach']);

/** At the end of a block a ping may come a little late, and a delivery takes its time. */
const TOLERANCE_MS = 17 * MINUTE;
const HOUR = 60 * MINUTE;

/** Nobody is pinged outside their hours for a promise in working time, nor more often than they may be. */
export function checkPings(evidence: Evidence): void {
  const byReader = new Map<string, number[]>();
  for (const [id, [message]] of evidence.messages) {
    const row = evidence.deliveryById.get(id);
    if (!row || !message || !/^[UW]/.test(row.recipientId)) continue;
    // What was added to it later pinged nobody.
    const first = aboutOf(evidence, row).filter((one) => one.createdAt.getTime() <= message.renderedAt);
    if (!first.some((one) => PINGS.has(one.kind))) continue;
    byReader.set(row.recipientId, [...(byReader.get(row.recipientId) ?? []), message.postedAt]);
    checkQuiet(evidence, row, message);
  }
  const most = evidence.simulation.world.pingsPerHour;
  if (most === 0) return;
  for (const [reader, times] of byReader) {
    const sorted = times.toSorted((a, b) => a - b);
    for (const [index, at] of sorted.entries()) {
      const earlier = sorted[index - most];
      // The database learns of a post a moment later than Slack.
      if (earlier !== undefined && at - earlier < HOUR - MINUTE)
        evidence.offend(
          `${reader} is pinged ${most + 1} times between ${iso(earlier)} and ${iso(at)}, the limit is ${most}`,
        );
    }
  }
}

function checkQuiet(evidence: Evidence, row: DeliveryRow, message: SimMessage): void {
  const isGone =
    (evidence.simulation.goneAt.get(row.recipientId) ?? Number.POSITIVE_INFINITY) < message.postedAt;
  const hours = evidence.hoursOf(isGone ? null : row.recipientId);
  const isQuiet = !hours.isWorking(message.postedAt) && !hours.isWorking(message.postedAt - TOLERANCE_MS);
  if (!isQuiet || row.payload.insteadOf) return;
  const about = aboutOf(evidence, row);
  const first = about.filter((one) => one.createdAt.getTime() <= message.postedAt);
  const inWorkingTime = first.filter((one) => {
    const past = evidence.pastAt(one.handoffId ?? '', message.postedAt);
    return past && evidence.policies.get(past.policyId)?.inWorkingTime;
  });
  const [one] = inWorkingTime;
  if (one && inWorkingTime.length === first.length)
    evidence.offend(
      `${row.kind} of ${one.kind} to ${row.recipientId} was posted at ${iso(message.postedAt)}, outside their hours${about.some((each) => each.payload.waited) ? ', after it had to wait' : ''}`,
      one.handoffId,
    );
}

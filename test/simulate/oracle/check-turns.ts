import type { Audience } from '../../../src/vocabulary.ts';
import type { DeliveryRow, Evidence, HandoffRow, Past, PolicyRow, TurnRow } from './evidence.ts';
import { GRACE } from './hours.ts';
import { iso } from './story.ts';
import { courseOf, type Expected, promiseOf } from './turn-course.ts';

/** Every turn ends when it should, and brings about the reminders, notices and hand-ons that its policy says. */
export function checkTurns(evidence: Evidence): void {
  for (const handoff of evidence.handoffs) {
    const past = evidence.past.get(handoff.handoffId) ?? [];
    if (!handoff.alerting || !isPlain(past)) continue;
    const policy = evidence.policies.get(handoff.policyId);
    if (!policy) continue;
    const turns = evidence.turns.get(handoff.handoffId) ?? [];
    for (const [index, turn] of turns.entries())
      checkTurn(evidence, { handoff, past, policy, turn, next: turns[index + 1] });
  }
}

/** Its promise was never made anew, and nobody silenced it. */
function isPlain(past: readonly Past[]): boolean {
  const [first] = past;
  return past.every(
    (one) =>
      one.policyId === first?.policyId &&
      one.clockFrom === first.clockFrom &&
      one.mutedUntil === null &&
      one.alerting === first.alerting,
  );
}

interface TurnCase {
  handoff: HandoffRow;
  past: readonly Past[];
  policy: PolicyRow;
  turn: TurnRow;
  next: TurnRow | undefined;
}

function checkTurn(evidence: Evidence, turnCase: TurnCase): void {
  const { handoff, past, policy, turn } = turnCase;
  const { handoffId } = handoff;
  const clockFrom = past[0]?.clockFrom ?? 0;
  const startedAt = turn.startedAt.getTime();
  // Whose hours count then depends on whether Slack has said so yet.
  const goneAt = evidence.simulation.goneAt.get(turn.holderId ?? '');
  if (goneAt !== undefined && goneAt <= startedAt) return;
  const own = evidence.hoursOf(turn.holderId);
  const earlier = (evidence.turns.get(handoffId) ?? []).filter((one) => one.turn < turn.turn);
  // Nobody had it before: the promise is theirs to keep.
  const isTheirs = earlier.every((one) => one.routedTo === 'nobody');
  const first = promiseOf(
    policy,
    clockFrom,
    isTheirs && policy.inHoldersTime && turn.holderId ? own : evidence.hoursOf(null),
  );
  const wasBroken = handoff.breachNotedAt !== null && handoff.breachNotedAt.getTime() < startedAt;
  const isFirst = isTheirs && startedAt < first.dueAt && !wasBroken;
  const setsPromise = isTheirs && (turn.holderId !== null || turn.routedTo === 'pool');
  if (
    setsPromise &&
    isFirst &&
    !evidence.simulation.goneAt.has(turn.holderId ?? '') &&
    handoff.dueAt.getTime() !== first.dueAt
  )
    evidence.offend(`due at ${iso(handoff.dueAt)}, by the policy ${iso(first.dueAt)}`, handoffId);
  const { dueAt, remindAts } = isFirst ? first : promiseOf(policy, startedAt, own);
  if (turn.dueAt?.getTime() !== dueAt) {
    evidence.offend(
      `turn ${turn.turn} of ${turn.holderId} lasts until ${iso(turn.dueAt)}, by the policy until ${iso(dueAt)}`,
      handoffId,
    );
    return;
  }
  const runs = past.filter((one) => one.turn === turn.turn);
  const up = (ms: number): number => {
    const at = evidence.whenUp(ms);
    // At the very instant at which it is due it may be over.
    const states = [at - 1, at].map((when) => evidence.pastAt(handoffId, when));
    if (states.some((now) => !now || (now.turn === turn.turn && now.state === 'open'))) return at;
    const again = runs.find((one) => one.at > at && one.state === 'open');
    return again ? up(again.at) : Number.POSITIVE_INFINITY;
  };
  // Slack is asked who is who, so that without it some things wait.
  const { down } = evidence.simulation;
  const by = (ms: number): number => {
    const from = up(ms);
    const away = down.find((one) => one.what === 'Slack' && one.to > from && one.from <= from + GRACE);
    if (away) return by(away.to);
    const changes = [...down.map((one) => one.from), ...past.map((one) => one.at)];
    const cut = changes.find((at) => at >= from && at <= from + GRACE && up(at + 1) > at + 1);
    return cut === undefined ? from + GRACE : by(up(cut + 1));
  };
  const expected = courseOf(evidence, { policy, turn, dueAt, remindAts, up, by });
  matchReminders(evidence, turnCase, expected);
  matchNotices(evidence, turnCase, expected);
  matchHandOn(evidence, turnCase, expected);
}

/** Whether the turn ran, open, all that time. */
function ranDuring(evidence: Evidence, { handoff, past, turn }: TurnCase, from: number, to: number): boolean {
  if (to > evidence.endMs || !Number.isFinite(from)) return false;
  const states = [
    evidence.pastAt(handoff.handoffId, from - 1),
    ...past.filter((one) => one.at >= from && one.at <= to),
  ];
  return states.every((one) => one === undefined || (one.turn === turn.turn && one.state === 'open'));
}

function rowsOf(evidence: Evidence, { handoff, turn }: TurnCase, kind: string): DeliveryRow[] {
  return (evidence.deliveriesOf.get(handoff.handoffId) ?? []).filter(
    (row) =>
      row.kind === kind &&
      row.payload.turn === turn.turn &&
      !row.payload.insteadOf &&
      // Of the promise itself, and that a lead stays where it is.
      !/^breach:[^:]+:(due|stays):/.test(row.dedupeKey),
  );
}

function matchReminders(evidence: Evidence, turnCase: TurnCase, expected: readonly Expected[]): void {
  const { handoff, turn } = turnCase;
  const reader = turn.holderId ?? (turn.routedTo === 'pool' ? evidence.simulation.world.poolChannelId : null);
  const rows = reader ? rowsOf(evidence, turnCase, 'reminder') : [];
  const left = new Set(rows);
  for (const one of expected.filter(({ kind }) => kind === 'reminder')) {
    const found = rows.find((row) => left.has(row) && within(row, one));
    if (found) left.delete(found);
    else if (reader && !one.isOptional && ranDuring(evidence, turnCase, one.lo, one.hi))
      evidence.offend(`${reader} was not reminded at ${iso(one.lo)} in turn ${turn.turn}`, handoff.handoffId);
  }
  for (const row of left)
    evidence.offend(
      `${row.recipientId} was reminded at ${iso(row.createdAt)} in turn ${turn.turn}, which no policy asks for`,
      handoff.handoffId,
    );
}

function matchNotices(evidence: Evidence, turnCase: TurnCase, expected: readonly Expected[]): void {
  const { handoff, turn } = turnCase;
  const left = new Set(rowsOf(evidence, turnCase, 'breach'));
  const told = new Set<string>();
  for (const one of expected.filter(({ kind }) => kind === 'breach')) {
    for (const reader of readersOf(evidence, turn, one.whom, one.lo)) {
      if (told.has(`${one.round} ${reader}`)) continue;
      told.add(`${one.round} ${reader}`);
      const found = [...left].find((row) => row.recipientId === reader && within(row, one));
      if (found) left.delete(found);
      else if (ranDuring(evidence, turnCase, one.lo, one.hi) && !hasJustGone(evidence, one.lo))
        evidence.offend(
          `${reader} was not told between ${iso(one.lo)} and ${iso(one.hi)} that turn ${turn.turn} has lapsed`,
          handoff.handoffId,
        );
    }
  }
  for (const row of left) {
    if (!hasJustGone(evidence, row.createdAt.getTime()) && !isTakenForThere(evidence, row))
      evidence.offend(
        `${row.recipientId} was told at ${iso(row.createdAt)} of turn ${turn.turn}, which no policy asks for`,
        handoff.handoffId,
      );
  }
}

function matchHandOn(evidence: Evidence, turnCase: TurnCase, expected: readonly Expected[]): void {
  const { handoff, turn, next, past } = turnCase;
  const step = expected.find(({ kind }) => kind === 'reassign');
  const lapsedAt = turn.ended === 'lapsed' ? turn.endedAt?.getTime() : undefined;
  // Nobody was free then: it looks again when somebody is.
  const waits = past.some(
    (one) => one.turn === turn.turn && step && one.at >= step.lo - 1 && (one.chainAt ?? 0) > one.at,
  );
  const latest = waits ? Number.POSITIVE_INFINITY : (step?.hi ?? 0);
  if (lapsedAt !== undefined && !(step && next && lapsedAt >= step.lo - 1 && lapsedAt <= latest))
    evidence.offend(
      `turn ${turn.turn} lapsed at ${iso(lapsedAt)}, by the policy between ${iso(step?.lo ?? null)} and ${iso(step?.hi ?? null)}`,
      handoff.handoffId,
    );
  if (!step || waits || lapsedAt !== undefined || !ranDuring(evidence, turnCase, step.lo, step.hi)) return;
  const stayed = evidence.audit.some(
    ({ action, detail, at }) =>
      action === 'lead stayed' &&
      detail.handoffId === handoff.handoffId &&
      at.getTime() >= step.lo - 1 &&
      at.getTime() <= step.hi,
  );
  if (!stayed)
    evidence.offend(
      `turn ${turn.turn} should have gone on at ${iso(step.lo)}, and nobody says why it stayed`,
      handoff.handoffId,
    );
}

function within(row: DeliveryRow, { lo, hi }: Expected): boolean {
  return row.createdAt.getTime() >= lo - 1 && row.createdAt.getTime() <= hi;
}

/** A Slack that fails when it is asked does not say who has gone. */
function isTakenForThere({ simulation }: Evidence, { recipientId, createdAt }: DeliveryRow): boolean {
  const gone = simulation.goneAt.get(recipientId);
  return simulation.world.faultRate > 0 && gone !== undefined && gone < createdAt.getTime();
}

function hasJustGone(evidence: Evidence, at: number): boolean {
  return [...evidence.simulation.goneAt.values()].some((gone) => Math.abs(at - gone) < 6 * 60_000 + GRACE);
}

function readersOf(evidence: Evidence, turn: TurnRow, whom: Audience | undefined, at: number): string[] {
  const { world, goneAt } = evidence.simulation;
  const holder = turn.holderId ?? (turn.routedTo === 'pool' ? world.poolChannelId : null);
  if (whom === 'rep') return holder ? [holder] : [];
  const others = whom === 'managers' ? managersAt(evidence, at) : namedBy(evidence, whom);
  return others.filter((reader) => reader !== holder);

  function namedBy({ simulation }: Evidence, named: Exclude<Audience, string> | undefined): string[] {
    if (!named) return [];
    if ('channelId' in named) return [named.channelId];
    const people = 'userId' in named ? [named.userId] : (simulation.world.groups.get(named.groupId) ?? []);
    return people.filter((userId) => isThere(userId, at));
  }

  function isThere(userId: string, ms: number): boolean {
    return (goneAt.get(userId) ?? Number.POSITIVE_INFINITY) > ms;
  }

  function managersAt({ members }: Evidence, ms: number): string[] {
    const theirs = [...members.values()]
      .filter((row) => row.isManager || row.isAdmin)
      .map((row) => row.userId)
      .filter((userId) => isThere(userId, ms));
    return theirs.length > 0
      ? theirs
      : world.people.filter((one) => one.isWorkspaceAdmin).map((one) => one.userId);
  }
}

import type { Evidence } from './evidence.ts';

const MOST_LINES = 150;

/** Everything known of a handoff, in the order in which it happened. */
export function storyOf(evidence: Evidence, handoffId: string | undefined): string[] {
  const handoff = evidence.handoffs.find((row) => row.handoffId === handoffId);
  if (!handoff || !handoffId) return [];
  const lines: [number, string][] = [];
  const add = (at: Date | number | null, what: string) => {
    if (at !== null) lines.push([typeof at === 'number' ? at : at.getTime(), what]);
  };
  for (const fact of evidence.facts.get(handoff.leadId) ?? []) {
    const what = fact.kind === 'stage' ? fact.stage : fact.kind;
    add(
      fact.recordedAt,
      `fact ${what} of ${iso(fact.occurredAt)} (${fact.origin}${fact.live ? '' : ', history'})`,
    );
  }
  for (const turn of evidence.turns.get(handoffId) ?? []) {
    add(
      turn.startedAt,
      `turn ${turn.turn}: ${turn.routedTo} ${turn.holderId} until ${iso(turn.dueAt)}: ${turn.why}`,
    );
    add(turn.endedAt, `turn ${turn.turn} ends: ${turn.ended} ${turn.endedWhy ?? ''}`);
  }
  for (const row of evidence.deliveriesOf.get(handoffId) ?? []) {
    const bundle = row.bundleId ? ` in ${row.bundleId.slice(-6)}` : '';
    add(
      row.createdAt,
      `owed ${row.kind} to ${row.recipientId}: ${row.state}${bundle}, run ${iso(row.runAt)}, posted ${iso(row.postedAt)} ${row.lastError ?? ''} [${row.deliveryId.slice(-6)}] ${JSON.stringify(row.payload)}`,
    );
    for (const id of [row.deliveryId, row.bundleId]) {
      for (const message of evidence.messages.get(id ?? '') ?? []) {
        add(message.postedAt, `posted in ${message.channel} [${id?.slice(-6)}]: ${message.content.text}`);
        for (const update of message.updates)
          add(update.at, `  updated [${id?.slice(-6)}]: ${update.content.text}`);
      }
    }
  }
  let before = '';
  for (const { at, ...past } of evidence.past.get(handoffId) ?? []) {
    const now = JSON.stringify({
      ...past,
      dueAt: iso(past.dueAt),
      turnDueAt: iso(past.turnDueAt),
      chainAt: iso(past.chainAt),
      clockFrom: iso(past.clockFrom),
    });
    if (now !== before) add(at, `row ${now}`);
    before = now;
  }
  for (const deed of evidence.simulation.deeds) {
    if (deed.handoffId === handoffId) add(deed.at, `${deed.userId} ${deed.verb}: ${deed.refused ?? 'done'}`);
  }
  for (const entry of evidence.audit) {
    if (entry.subject === handoff.leadId)
      add(entry.at, `audit ${entry.action} ${JSON.stringify(entry.detail)}`);
  }
  const policy = evidence.policies.get(handoff.policyId);
  const head = `handoff ${handoffId} of ${handoff.leadId}, ${handoff.state}, due ${iso(handoff.dueAt)}, next ${iso(handoff.nextAlertAt)}, breach ${iso(handoff.breachNotedAt)} ${handoff.breachHolderId}; policy ${policy?.minutesToDecide} min ${policy?.inWorkingTime ? 'working' : 'wall'}${policy?.inHoldersTime ? ' holder' : ''}, reminders ${JSON.stringify(policy?.reminders)}, chain ${JSON.stringify(policy?.chain)}, hand-ons ${policy?.mostHandOns}`;
  const down = evidence.simulation.down.map(({ from, to }) => `down ${iso(from)} to ${iso(to)}`);
  return [
    head,
    ...down.slice(0, 6),
    ...lines
      .toSorted(([a], [b]) => a - b)
      .slice(0, MOST_LINES)
      .map(([at, what]) => `${iso(at)} ${what}`),
  ];
}

export function iso(at: Date | number | null): string {
  if (at === null) return '–';
  return Number.isFinite(Number(at)) ? new Date(at).toISOString().replace('.000Z', 'Z') : 'never';
}

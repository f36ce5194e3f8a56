import type { CrmEvent } from './adapter.ts';

const TOGETHER_MS = 5_000;

/**
 * HubSpot lets a stage only go forward, so who moves it back empties it first: two changes, close together and in any
 * order, of which only the stage counts. What is emptied alone stays.
 */
export function withoutMovesBack(events: readonly CrmEvent[]): CrmEvent[] {
  const stagesByLead = new Map<string, number[]>();
  for (const event of events) {
    if (event.kind !== 'reported' || event.value === '') continue;
    const stages = stagesByLead.get(event.leadId) ?? [];
    stages.push(event.occurredAt.getTime());
    stagesByLead.set(event.leadId, stages);
  }
  return events.filter((event) => {
    if (event.kind !== 'reported' || event.value !== '') return true;
    const at = event.occurredAt.getTime();
    return !stagesByLead.get(event.leadId)?.some((stageAt) => Math.abs(stageAt - at) <= TOGETHER_MS);
  });
}

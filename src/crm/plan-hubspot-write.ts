/** In the order in which HubSpot lets a contact move forward by itself. */
const LIFECYCLE = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
];
const LIFECYCLE_STAGE = 'lifecyclestage';

type Properties = Readonly<Record<string, string>>;

/**
 * What to write, one request after the other, so that `current` comes to read as `wanted`. The lifecycle stage moves
 * forward only: it goes back by being cleared first, and only from what HubSpot is `known` to say, be it by its own word
 * or by ours.
 * Where it has gone on meanwhile, its own word stands.
 */
export function planHubspotWrite(
  current: Properties,
  wanted: Properties,
  known: readonly string[],
): Properties[] {
  const changes = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => (current[name] ?? '') !== value),
  );
  const { [LIFECYCLE_STAGE]: stage, ...others } = changes;
  if (stage === undefined) return Object.keys(others).length > 0 ? [others] : [];
  const isBack = isBefore(stage, current[LIFECYCLE_STAGE]);
  if (!isBack) return [changes];
  if (known.includes(current[LIFECYCLE_STAGE] ?? '')) return [{ [LIFECYCLE_STAGE]: '' }, changes];
  return Object.keys(others).length > 0 ? [others] : [];
}

/** Stages that an account has made itself have no order that we know. */
function isBefore(stage: string, present: string | undefined): boolean {
  const [to, from] = [LIFECYCLE.indexOf(stage), LIFECYCLE.indexOf(present ?? '')];
  return to >= 0 && from >= 0 && to < from;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planHubspotWrite } from '../../../src/crm/plan-hubspot-write.ts';

const LIFECYCLE = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
];

describe('planHubspotWrite', () => {
  it('moves a stage forward in one request', () => {
    expect(
      planHubspotWrite(
        { lifecyclestage: 'marketingqualifiedlead', hs_lead_status: 'NEW' },
        { lifecyclestage: 'salesqualifiedlead', hs_lead_status: 'OPEN' },
        ['marketingqualifiedlead'],
      ),
    ).toEqual([{ lifecyclestage: 'salesqualifiedlead', hs_lead_status: 'OPEN' }]);
  });

  it('empties a stage before moving it back', () => {
    expect(
      planHubspotWrite(
        { lifecyclestage: 'salesqualifiedlead' },
        { lifecyclestage: 'marketingqualifiedlead' },
        ['salesqualifiedlead'],
      ),
    ).toEqual([{ lifecyclestage: '' }, { lifecyclestage: 'marketingqualifiedlead' }]);
  });

  it('leaves a stage that HubSpot has moved on meanwhile', () => {
    const current = { lifecyclestage: 'customer', hs_lead_status: 'NEW' };
    const wanted = { lifecyclestage: 'salesqualifiedlead', hs_lead_status: 'OPEN' };
    expect(planHubspotWrite(current, wanted, ['marketingqualifiedlead'])).toEqual([
      { hs_lead_status: 'OPEN' },
    ]);
  });

  it('sets a stage of the account’s own, which has no order that we know', () => {
    expect(planHubspotWrite({ lifecyclestage: '123' }, { lifecyclestage: 'lead' }, [])).toEqual([
      { lifecyclestage: 'lead' },
    ]);
  });

  it('is never refused by HubSpot, ends as wanted or ahead of it, and then has nothing left to write', () => {
    const stage = fc.constantFrom(...LIFECYCLE, '', '4711');
    const record = fc.record({ lifecyclestage: stage, hs_lead_status: fc.constantFrom('', 'NEW', 'OPEN') });
    fc.assert(
      fc.property(record, record, fc.array(stage), (current, wanted, known) => {
        let now: Record<string, string> = { ...current };
        for (const patch of planHubspotWrite(now, wanted, known)) now = taken(now, patch);
        const rank = (value = '') => LIFECYCLE.indexOf(value);
        const isAhead = rank(now.lifecyclestage) > rank(wanted.lifecyclestage);
        expect(isAhead ? { ...now, lifecyclestage: '' } : now).toEqual(
          isAhead ? { ...wanted, lifecyclestage: '' } : wanted,
        );
        expect(planHubspotWrite(now, wanted, [])).toEqual([]);
      }),
    );
  });
});

/** As HubSpot takes it: the lifecycle stage goes forward only, unless it is empty. */
function taken(record: Record<string, string>, patch: Readonly<Record<string, string>>) {
  const [from, to] = [record.lifecyclestage, patch.lifecyclestage].map((stage) =>
    LIFECYCLE.indexOf(stage ?? ''),
  );
  if (patch.lifecyclestage && (to ?? -1) >= 0 && (from ?? -1) > (to ?? -1))
    throw new Error('it moves forward only');
  return { ...record, ...patch };
}

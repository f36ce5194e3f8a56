import { describe, expect, it } from 'vitest';
import { hubspot } from '../../../../src/intake/crm/hubspot.ts';
import { asReceived, post } from '../../../support/crm/crm-sender.ts';
import { at, minutes, START } from '../../../support/facts.ts';

function read(body: unknown, options = {}, fields = {}) {
  const target = { url: 'https://bot.example.test/in/hubspot', secret: '' };
  const request = asReceived(post(target, JSON.stringify(body), {}));
  return hubspot.read(request, { connectionId: 'c1', options, fields });
}

function anEvent(said: Record<string, unknown> = {}) {
  return {
    eventId: 901,
    subscriptionId: 7,
    portalId: 555,
    occurredAt: START.getTime(),
    subscriptionType: 'contact.propertyChange',
    attemptNumber: 0,
    objectId: 31337,
    propertyName: 'lifecyclestage',
    propertyValue: 'marketingqualifiedlead',
    ...said,
  };
}

const reported = { kind: 'reported', leadId: '31337', value: 'marketingqualifiedlead', occurredAt: START };

describe('a batch of HubSpot', () => {
  it.each([
    ['as contacts are told of', {}],
    ['by another name of the type', { subscriptionType: undefined, eventType: 'contact.propertyChange' }],
    ['as generic objects', { subscriptionType: 'object.propertyChange', objectTypeId: '0-1' }],
  ])('tells of the lifecycle stage %s', (_, said) => {
    expect(read([anEvent(said)]).events).toEqual([expect.objectContaining(reported)]);
  });

  it('follows the lead status or the stage of the lead object instead, and nothing else', () => {
    const events = [
      anEvent(),
      anEvent({ propertyName: 'hs_lead_status', propertyValue: 'OPEN' }),
      anEvent({
        subscriptionType: 'object.propertyChange',
        objectTypeId: '0-136',
        objectId: 77,
        propertyName: 'hs_pipeline_stage',
        propertyValue: 'qualified-stage-id',
      }),
      anEvent({ subscriptionType: 'deal.propertyChange' }),
      anEvent({ subscriptionType: 'object.propertyChange', objectTypeId: '0-3' }),
      anEvent({ subscriptionType: 'contact.associationChange' }),
    ];
    const values = (property: string) =>
      read(events, { property }).events.map(
        (event) => event.kind === 'reported' && `${event.leadId} ${event.value}`,
      );
    expect(values('lifecyclestage')).toEqual(['31337 marketingqualifiedlead']);
    expect(values('hs_lead_status')).toEqual(['31337 OPEN']);
    expect(values('hs_pipeline_stage')).toEqual(['77 qualified-stage-id']);
  });

  it('knows a change again by what it is: neither by the event id nor by the try or the subscription', () => {
    const [first, again, other] = read([
      anEvent(),
      anEvent({ eventId: 1, subscriptionId: 8, attemptNumber: 3 }),
      anEvent({ occurredAt: START.getTime() + 1 }),
    ]).events;
    expect(first).toEqual(again);
    expect(other).not.toEqual(first);
  });

  it('takes an emptied stage and the one put in its place for one change, in either order', () => {
    const emptied = anEvent({ propertyValue: '' });
    const back = anEvent({ propertyValue: 'lead', occurredAt: at(40).getTime() });
    const folded = [expect.objectContaining({ value: 'lead', occurredAt: at(40) })];
    expect(read([emptied, back]).events).toEqual(folded);
    expect(read([back, emptied]).events).toEqual(folded);
    expect(read([{ ...back, occurredAt: START.getTime() }, emptied]).events).toHaveLength(1);
    const later = { ...emptied, occurredAt: at(minutes(1)).getTime() };
    expect(read([back, later]).events).toEqual([...folded, expect.objectContaining({ value: '' })]);
    expect(read([emptied, { ...back, objectId: 8 }]).events).toHaveLength(2);
  });

  it('sends the merged contacts into the one that is left, which may be new', () => {
    const merge = anEvent({
      subscriptionType: 'contact.merge',
      objectId: 1,
      primaryObjectId: 1,
      mergedObjectIds: [2, 3],
    });
    const pairs = (event: object) =>
      read([event]).events.map((one) => one.kind === 'merged' && `${one.leadId} → ${one.into}`);
    expect(pairs(merge)).toEqual(['2 → 1', '3 → 1']);
    expect(pairs({ ...merge, newObjectId: 4 })).toEqual(['1 → 4', '2 → 4', '3 → 4']);
  });

  it('erases on a privacy deletion, and reports a plain one', () => {
    const { events } = read([
      anEvent({ subscriptionType: 'contact.privacyDeletion' }),
      anEvent({ subscriptionType: 'contact.deletion' }),
      anEvent({ subscriptionType: 'contact.restore' }),
    ]);
    expect(events).toMatchObject([
      { kind: 'erase', leadId: '31337' },
      { kind: 'reported', value: '(deleted)' },
      { kind: 'reported', value: '(restored)' },
    ]);
  });

  it('describes a lead by its other properties, and clears what was emptied', () => {
    const { events } = read([
      anEvent({ propertyName: 'company', propertyValue: 'Acme' }),
      anEvent({ propertyName: 'jobtitle', propertyValue: '' }),
      anEvent({ propertyName: 'firstname', propertyValue: 'Ada' }),
      anEvent({ propertyName: 'hubspot_owner_id', propertyValue: '9' }),
    ]);
    expect(events).toMatchObject([
      { kind: 'described', lead: { company: 'Acme' } },
      { kind: 'described', lead: { title: null } },
      { kind: 'described', lead: {}, ownerId: '9' },
    ]);
  });

  it('says of each event that cannot be read why, and reads the others', () => {
    const reading = read(
      [
        anEvent({ occurredAt: 'soon' }),
        anEvent({ objectId: 2 ** 53 }),
        anEvent({ portalId: 556 }),
        7,
        anEvent(),
      ],
      { portalId: 555 },
    );
    expect(reading.events).toHaveLength(1);
    expect(reading.faults).toEqual([
      'Event 1 has no time that can be read (occurredAt: "soon").',
      'Event 2 has no objectId.',
      'Event 3 is of the HubSpot account 556, not 555.',
      'Event 4 is not an object.',
    ]);
  });
});

describe('a record of a HubSpot workflow', () => {
  const record = {
    vid: 31337,
    'portal-id': 555,
    'profile-url': 'https://app.hubspot.test/contacts/555/contact/31337',
    properties: {
      firstname: { value: 'Ada' },
      lastname: { value: 'Park' },
      company: { value: 'Acme' },
      hubspot_owner_id: { value: '9' },
      lifecyclestage: {
        value: 'marketingqualifiedlead',
        versions: [
          { value: 'marketingqualifiedlead', timestamp: START.getTime() },
          { value: 'lead', timestamp: at(-minutes(90)).getTime() },
        ],
      },
    },
  };

  it('tells each change of its history, by the key that a batch gives it', () => {
    const { events } = read(record);
    expect(events).toEqual([
      {
        ...read([anEvent()]).events[0],
        lead: { name: 'Ada Park', company: 'Acme', url: record['profile-url'] },
        ownerId: '9',
      },
      expect.objectContaining({ value: 'lead', occurredAt: at(-minutes(90)) }),
    ]);
  });

  it('without a history tells the value as it stood, by the time that HubSpot gives', () => {
    const properties = { lifecyclestage: 'lead', lastmodifieddate: START.toISOString() };
    expect(read({ id: '31337', properties }).events).toEqual([
      expect.objectContaining({ value: 'lead', occurredAt: START, isSnapshot: true }),
    ]);
    const entered = { ...properties, hs_v2_date_entered_lead: at(-minutes(5)).toISOString() };
    expect(read({ id: '31337', properties: entered }).events).toMatchObject([
      { occurredAt: at(-minutes(5)) },
    ]);
  });

  it('without a time, an id or the property is refused with what to do', () => {
    expect(read({ id: 1, properties: { lifecyclestage: 'lead' } }).faults[0]).toMatch(/add lastmodifieddate/);
    expect(read({ properties: { lifecyclestage: 'lead' } }).faults[0]).toMatch(/has no id/);
    expect(read({ id: 1, properties: {} }).faults[0]).toMatch(/property lifecyclestage: choose it/);
  });
});

import { describe, expect, it } from 'vitest';
import { mautic } from '../../../../src/intake/crm/mautic.ts';
import { asReceived, post } from '../../../support/crm/crm-sender.ts';
import { START } from '../../../support/facts.ts';

const timestamp = '2026-01-05T09:00:00+00:00';
const contact = {
  id: 12,
  points: 120,
  dateAdded: '2025-12-20T00:00:00+00:00',
  tags: { 3: { id: 3, tag: 'mql' }, 4: { id: 4, tag: 'hot' } },
  owner: { id: 4, username: 'ada' },
  fields: {
    core: {
      firstname: { id: 2, alias: 'firstname', value: 'Ada' },
      lastname: { id: 3, alias: 'lastname', value: 'Park' },
      email: { id: 6, alias: 'email', value: 'ada@acme.test', normalizedValue: 'ada@acme.test' },
    },
    professional: { mql_state: { value: 'yes' } },
  },
};

function read(body: unknown, options = {}) {
  const target = { url: 'https://bot.example.test/in/mautic', secret: '' };
  return mautic.read(asReceived(post(target, JSON.stringify(body), {})), {
    connectionId: 'c1',
    options,
    fields: {},
  });
}

function values(type: string, item: Record<string, unknown>, options = {}) {
  const { events } = read({ [type]: [{ contact, timestamp, ...item }] }, options);
  return events.map((event) => (event.kind === 'reported' ? event.value : event.kind));
}

const points = (before: number, after: number) =>
  values(
    'mautic.lead_points_change',
    { points: { old_points: before, new_points: after } },
    { follow: 'points', points: 100 },
  );

describe('an event of Mautic', () => {
  it('tells of segments that a contact enters and leaves', () => {
    const segment = { id: 3, alias: 'mqls', name: 'Our MQLs' };
    expect(values('mautic.lead_list_change', { segment, action: 'added' })).toEqual(['mqls']);
    expect(values('mautic.lead_list_change', { segment, action: 'removed' })).toEqual(['(left mqls)']);
    expect(values('mautic.lead_post_save_new', {})).toEqual(['(created)']);
  });

  it('tells when a number of points is reached, and when it is lost, but of no other', () => {
    expect(points(40, 100)).toEqual(['at least 100 points']);
    expect(points(100, 99)).toEqual(['below 100 points']);
    expect(points(100, 170)).toEqual(['described']);
    expect(points(0, 99)).toEqual(['described']);
  });

  it('tells of tags and fields as they stood, since Mautic does not say what has changed', () => {
    const saved = 'mautic.lead_post_save_update';
    expect(values(saved, {}, { follow: 'tag' })).toEqual(['mql', 'hot']);
    expect(values(saved, {}, { follow: 'field', field: 'mql_state' })).toEqual(['yes']);
    expect(values(saved, {}, { follow: 'field', field: 'unknown' })).toEqual(['described']);
    expect(read({ [saved]: [{ contact, timestamp }] }, { follow: 'tag' }).events[0]).toMatchObject({
      isSnapshot: true,
    });
  });

  it('describes the contact by the fields of all groups', () => {
    expect(read({ 'mautic.lead_post_save_update': [{ contact, timestamp }] }).events).toEqual([
      {
        kind: 'described',
        eventId: expect.any(String),
        leadId: '12',
        occurredAt: START,
        lead: { name: 'Ada Park', email: 'ada@acme.test', score: 120, createdAt: '2025-12-20T00:00:00.000Z' },
        ownerId: '4',
      },
    ]);
  });

  it('may stand among others, come late, and hold empty arrays where PHP has nothing', () => {
    const bare = { id: 12, fields: [], tags: [], owner: [] };
    const reading = read({
      'mautic.lead_list_change': [
        { contact: bare, segment: { alias: 'b' }, action: 'added', timestamp: '2026-01-05T10:00:00+00:00' },
        { contact: bare, segment: { alias: 'a' }, action: 'added', timestamp },
      ],
      'mautic.lead_post_delete': [{ id: 12, contact: { ...bare, id: null }, timestamp }],
      'mautic.lead_company_change': [],
      'mautic.email_on_open': [{ anything: true }],
    });
    expect(reading.faults).toEqual([]);
    expect(reading.events).toMatchObject([
      { value: 'b' },
      { value: 'a' },
      { leadId: '12', value: '(deleted)' },
    ]);
  });

  it('without a contact or a time is refused, and the others count', () => {
    const segment = { alias: 'mqls' };
    const reading = read({
      'mautic.lead_list_change': [
        { segment, timestamp },
        { contact, segment, timestamp: '2026-01-05 09:00' },
        { contact, segment, timestamp },
      ],
    });
    expect(reading.faults).toEqual([
      'mautic.lead_list_change 1 has no contact.id.',
      'mautic.lead_list_change 2 has no time that can be read (timestamp, contact.dateModified).',
    ]);
    expect(reading.events).toHaveLength(1);
  });
});

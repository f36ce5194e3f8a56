import { describe, expect, it } from 'vitest';
import { pipedrive } from '../../../../src/intake/crm/pipedrive.ts';
import { asReceived, post } from '../../../support/crm/crm-sender.ts';
import { START } from '../../../support/facts.ts';

function read(body: unknown, options = {}, fields = {}) {
  const target = { url: 'https://bot.example.test/in/pipedrive', secret: '' };
  const request = asReceived(post(target, JSON.stringify(body), {}));
  return pipedrive.read(request, { connectionId: 'c1', options, fields });
}

interface Said {
  meta?: Record<string, unknown>;
  data?: Record<string, unknown> | null;
  previous?: Record<string, unknown> | null;
}

function aChange({ meta, data, previous = {} }: Said = {}) {
  return {
    meta: {
      action: 'change',
      entity: 'lead',
      entity_id: 'L-1',
      id: 'm-1',
      company_id: '77',
      version: '2.0',
      timestamp: START.toISOString(),
      attempt: 1,
      host: 'acme.pipedrive.com',
      ...meta,
    },
    data:
      data === null
        ? null
        : { id: 'L-1', title: 'Lead 1', label_ids: [], is_archived: false, owner_id: 5, ...data },
    previous,
  };
}

const aDeal = (said: Said) =>
  aChange({
    ...said,
    meta: { entity: 'deal', entity_id: '7', ...said.meta },
    data: { id: 7, stage_id: 3, status: 'open', ...said.data },
  });

function values(body: unknown, options = {}) {
  return read(body, options).events.map((event) => (event.kind === 'reported' ? event.value : event.kind));
}

describe('a lead of Pipedrive', () => {
  it('tells of each label that is put on, and of the last that is taken off', () => {
    const labels = (now: string[], before: string[]) =>
      values(aChange({ data: { label_ids: now }, previous: { label_ids: before } }));
    expect(labels(['mql', 'hot'], ['hot'])).toEqual(['mql']);
    expect(labels(['mql', 'hot'], [])).toEqual(['mql', 'hot']);
    expect(labels([], ['mql'])).toEqual(['']);
    expect(labels(['mql'], ['mql', 'hot'])).toEqual(['described']);
  });

  it('tells that it was made, put away, taken back and deleted', () => {
    expect(values(aChange({ meta: { action: 'create' }, previous: null }))).toEqual(['(created)']);
    expect(
      values(aChange({ meta: { action: 'create' }, data: { label_ids: ['mql'] }, previous: null })),
    ).toEqual(['mql']);
    expect(values(aChange({ data: { is_archived: true }, previous: { is_archived: false } }))).toEqual([
      '(archived)',
    ]);
    expect(values(aChange({ previous: { is_archived: true } }))).toEqual(['(restored)']);
    expect(values(aChange({ meta: { action: 'delete' }, data: null, previous: { id: 'L-1' } }))).toEqual([
      '(deleted)',
    ]);
  });

  it('is described by what else changes, with its owner and a link', () => {
    expect(read(aChange({ previous: { title: 'Old' } })).events).toEqual([
      {
        kind: 'described',
        eventId: expect.any(String),
        leadId: 'L-1',
        occurredAt: START,
        lead: { name: 'Lead 1', url: 'https://acme.pipedrive.com/leads/inbox/L-1' },
        ownerId: '5',
      },
    ]);
    const elsewhere = aChange({ meta: { host: 'evil.test/?.pipedrive.com' }, previous: { title: 'Old' } });
    expect(read(elsewhere).events).toMatchObject([{ lead: { name: 'Lead 1' } }]);
    expect(JSON.stringify(read(elsewhere))).not.toContain('evil');
  });

  it('is the same on every try, one of many edits at once too', () => {
    const change = { data: { label_ids: ['mql'] }, previous: { label_ids: [] } };
    expect(read(aChange({ ...change, meta: { attempt: 3, is_bulk_edit: true } }))).toEqual(
      read(aChange(change)),
    );
    expect(read(aChange({ ...change, meta: { id: 'm-2' } }))).not.toEqual(read(aChange(change)));
  });

  it('goes into the one that it was merged with, of which both hear once', () => {
    const gone = read(aChange({ meta: { action: 'delete', merged_to_id: 'L-2' }, data: null }));
    const left = read(
      aChange({ meta: { id: 'm-2', entity_id: 'L-2', merged_from_id: 'L-1' }, previous: { title: 'Old' } }),
    );
    expect(gone.events).toMatchObject([{ kind: 'merged', leadId: 'L-1', into: 'L-2' }]);
    expect(left.events).toMatchObject([gone.events[0], { kind: 'described', leadId: 'L-2' }]);
  });

  it('has its time in seconds too, and without any is refused', () => {
    expect(read(aChange({ meta: { timestamp: START.getTime() / 1000 } })).events).toMatchObject([
      { occurredAt: START },
    ]);
    expect(read(aChange({ meta: { timestamp: null } })).faults[0]).toMatch(/no time that can be read/);
    expect(read(aChange({ meta: { entity_id: null }, data: { id: null } })).faults[0]).toMatch(/no id/);
  });

  it('of version 1 is refused with what to do', () => {
    expect(() => read({ v: 1, meta: { action: 'updated' }, current: {}, previous: {} })).toThrow(/version 2/);
  });
});

describe('a deal of Pipedrive', () => {
  const stages = { object: 'deal', property: 'stage' };

  it('tells of its stage, of its end, and of the stage again when it is opened again', () => {
    expect(values(aDeal({ previous: { stage_id: 2 } }), stages)).toEqual(['3']);
    expect(values(aDeal({ data: { status: 'won' }, previous: { status: 'open' } }), stages)).toEqual(['won']);
    expect(values(aDeal({ previous: { status: 'lost' } }), stages)).toEqual(['3']);
    expect(values(aDeal({ data: { status: 'lost' }, previous: { stage_id: 2 } }), stages)).toEqual(['3']);
    expect(values(aDeal({ previous: { title: 'Old' } }), stages)).toEqual(['described']);
    expect(values(aDeal({ meta: { action: 'create' }, previous: null }), stages)).toEqual(['3']);
  });

  it('tells of its status or of a field of one’s own instead', () => {
    const option = { custom_fields: { '9f': { type: 'enum', id: 4 } } };
    const before = { custom_fields: { '9f': null } };
    const own = { object: 'deal', property: 'custom_fields.9f' };
    expect(
      values(aDeal({ data: { status: 'won' }, previous: { status: 'open' } }), {
        object: 'deal',
        property: 'status',
      }),
    ).toEqual(['won']);
    expect(values(aDeal({ data: option, previous: before }), own)).toEqual(['4']);
    expect(values(aDeal({ data: option, previous: { title: 'Old' } }), own)).toEqual(['described']);
  });

  it('is left out where leads are followed', () => {
    expect(read(aDeal({ previous: { stage_id: 2 } }))).toEqual({ events: [], faults: [] });
  });
});

import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../../../src/intake/crm/adapter.ts';
import { marketo } from '../../../../src/intake/crm/marketo.ts';
import { segment } from '../../../../src/intake/crm/segment.ts';
import { twenty } from '../../../../src/intake/crm/twenty.ts';
import { asReceived, post } from '../../../support/crm/crm-sender.ts';
import { at, minutes, START } from '../../../support/facts.ts';

const NOW = START.toISOString();

function read(adapter: Adapter, body: unknown, options = {}, headers = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = asReceived(post({ url: 'https://bot.example.test/in', secret: '' }, text, headers));
  return adapter.read(request, { connectionId: 'c1', options, fields: {} });
}

describe('a webhook of Marketo', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

  it('tells of a lead in JSON and as a form alike', () => {
    const lead = { leadId: 4711, status: 'MQL', at: NOW, firstName: 'Ada', lastName: 'Park', score: '82' };
    const fromForm = read(marketo, new URLSearchParams({ ...lead, leadId: '4711' }).toString(), {}, form);
    expect(fromForm).toEqual(read(marketo, lead));
    expect(fromForm.events).toMatchObject([
      {
        kind: 'reported',
        leadId: '4711',
        value: 'MQL',
        occurredAt: START,
        lead: { name: 'Ada Park', score: 82 },
      },
    ]);
  });

  it('has its names where the template puts them, and a time of the zone that is set', () => {
    const body = { lead: { id: 1, grade: 'A' }, when: '2026-01-05 10:00:00' };
    const options = { leadId: 'lead.id', property: 'lead.grade', time: 'when' };
    expect(read(marketo, body, options).faults).toEqual([
      'Lead 1 has no time that can be read in "when": send ISO 8601 with an offset, or set the time zone of the connection.',
    ]);
    expect(read(marketo, body, { ...options, timeZone: 'Europe/Paris' }).events).toMatchObject([
      { value: 'A', occurredAt: START },
    ]);
    expect(() => read(marketo, body, { timeZone: 'Paris' })).toThrow(/Europe\/Paris/);
  });

  it('says nothing by tokens that were not filled in', () => {
    const body = { leadId: 1, status: 'MQL', at: NOW, company: 'edit me', email: '{{lead.Email Address}}' };
    expect(read(marketo, body).events).toEqual([expect.objectContaining({ value: 'MQL', lead: undefined })]);
    expect(read(marketo, { ...body, leadId: '{{lead.Id}}' }).faults[0]).toMatch(
      /put "leadId": \{\{lead.Id\}\}/,
    );
  });

  it('is answered with a body', () => {
    expect(
      JSON.parse(marketo.acknowledge(read(marketo, { leadId: 1, status: 'MQL', at: NOW })).body),
    ).toEqual({
      received: 1,
      faults: [],
    });
  });
});

describe('a call of Segment', () => {
  const track = {
    type: 'track',
    event: 'Lead Accepted',
    userId: 'u1',
    properties: { lead_id: 'L1' },
    messageId: 'm1',
    timestamp: NOW,
  };

  it('tells of a tracked event by its name, known again by its message id', () => {
    const reading = read(segment, track);
    expect(reading.events).toMatchObject([
      { kind: 'reported', leadId: 'L1', value: 'Lead Accepted', occurredAt: START },
    ]);
    expect(read(segment, { ...track, sentAt: 'later', receivedAt: at(minutes(9)).toISOString() })).toEqual(
      reading,
    );
    expect(read(segment, { ...track, messageId: 'm2' })).not.toEqual(reading);
    expect(read(segment, { ...track, messageId: undefined }).events).toHaveLength(1);
  });

  it('may come with others', () => {
    const batch = [track, { ...track, timestamp: 0 }, { type: 'page' }, { ...track, event: 'Lead Rejected' }];
    const reading = read(segment, batch);
    expect(reading.events).toMatchObject([{ value: 'Lead Accepted' }, { value: 'Lead Rejected' }]);
    expect(reading.faults).toEqual(['Call 2 has no time that can be read (timestamp, originalTimestamp).']);
  });

  it('counts only if its name is listed, where some are', () => {
    expect(read(segment, track, { events: ['Lead Rejected'] })).toEqual({ events: [], faults: [] });
    expect(read(segment, track, { events: ['Lead Accepted'] }).events).toHaveLength(1);
  });

  it('falls back on the user, and without a lead or a time is refused', () => {
    expect(read(segment, { ...track, properties: {} }).events).toMatchObject([{ leadId: 'u1' }]);
    expect(read(segment, { ...track, properties: {}, userId: null }).faults[0]).toMatch(/has no lead id/);
    const original = { ...track, timestamp: undefined, originalTimestamp: NOW };
    expect(read(segment, original).events).toMatchObject([{ occurredAt: START }]);
    expect(read(segment, { ...track, timestamp: 'soon' }).faults[0]).toMatch(/no time that can be read/);
  });

  it('describes a lead when it identifies one, and erases on delete', () => {
    const identify = {
      type: 'identify',
      userId: 'u1',
      traits: { firstName: 'Ada', lastName: 'Park', company: { name: 'Acme' } },
      timestamp: NOW,
    };
    expect(read(segment, identify).events).toMatchObject([
      { kind: 'described', leadId: 'u1', lead: { name: 'Ada Park', company: 'Acme' } },
    ]);
    expect(read(segment, { type: 'delete', userId: 'u1' }).events).toEqual([{ kind: 'erase', leadId: 'u1' }]);
    expect(read(segment, { ...track, type: 'page' })).toEqual({ events: [], faults: [] });
  });
});

describe('a change of Twenty', () => {
  const server = {
    eventName: 'opportunity.updated',
    workspaceId: 'w1',
    eventDate: NOW,
    record: { id: 'r1', name: 'Acme', stage: 'MEETING' },
    updatedFields: ['stage'],
  };

  it('tells of the stage in both shapes', () => {
    const [event] = read(twenty, server).events;
    expect(event).toMatchObject({
      kind: 'reported',
      leadId: 'r1',
      value: 'MEETING',
      occurredAt: START,
      lead: { name: 'Acme' },
    });
    const guide = { event: 'opportunity.updated', data: server.record, timestamp: NOW };
    expect(read(twenty, guide).events).toEqual([{ ...event, isSnapshot: true }]);
  });

  it('describes the record when the stage stays, and leaves other objects out', () => {
    expect(read(twenty, { ...server, updatedFields: ['name'] }).events).toMatchObject([
      { kind: 'described', lead: { name: 'Acme' } },
    ]);
    expect(read(twenty, { ...server, eventName: 'company.updated' })).toEqual({ events: [], faults: [] });
    const person = {
      ...server,
      eventName: 'person.created',
      record: { id: 'p1', name: { firstName: 'Ada', lastName: 'Park' } },
    };
    expect(read(twenty, person, { object: 'person' }).events).toMatchObject([
      { value: '(created)', lead: { name: 'Ada Park' } },
    ]);
  });

  it('tells that a record is gone', () => {
    expect(read(twenty, { ...server, eventName: 'opportunity.deleted' }).events).toMatchObject([
      { value: '(deleted)' },
    ]);
    expect(read(twenty, { ...server, eventDate: 'soon' }).faults[0]).toMatch(/no time that can be read/);
  });
});

import { describe, expect, it } from 'vitest';
import { salesforce } from '../../../../src/intake/crm/salesforce.ts';
import { asReceived } from '../../../support/crm/crm-sender.ts';
import { salesforceSender } from '../../../support/crm/salesforce-sender.ts';
import { at, minutes, START } from '../../../support/facts.ts';

const target = { url: 'https://bot.example.test/in/salesforce/c1/s', secret: 's' };
const change = { leadId: '00Q000000000001AAA', value: 'Working', occurredAt: START };
const message = salesforceSender.compose([change], 0);

function read(xml: string | Buffer, options = {}, fields = {}) {
  const request = { ...asReceived(salesforceSender.sign('', target, START)), body: Buffer.from(xml) };
  return salesforce.read(request, { connectionId: 'c1', options, fields });
}

function withFields(fields: string): string {
  return message.replace(/<sf:Id>.*<\/sf:Status>/, fields);
}

describe('an outbound message of Salesforce', () => {
  it('tells where the lead stands, with a link to it', () => {
    expect(read(message)).toEqual({
      events: [
        {
          kind: 'reported',
          eventId: expect.any(String),
          leadId: '00Q000000000001AAA',
          value: 'Working',
          occurredAt: START,
          lead: { company: "O'Hara & Sons", url: 'https://acme.my.salesforce.test/00Q000000000001AAA' },
          isSnapshot: true,
        },
      ],
      faults: [],
    });
  });

  it('holds up to a hundred notifications, of which each counts', () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ ...change, leadId: `00Q${index}` }));
    expect(read(salesforceSender.compose(many.slice(1), 0)).events).toHaveLength(100);
    expect(() => read(salesforceSender.compose(many, 0))).toThrow(/more than 100 notifications/);
  });

  it('sent again is the same, unless the record has changed meanwhile', () => {
    const [first] = read(message).events;
    expect(read(message.replace('04l0', '04l9')).events).toEqual([first]);
    const later = salesforceSender.compose(
      [{ ...change, value: 'Qualified', occurredAt: at(minutes(1)) }],
      1,
    );
    expect(read(later).events).not.toEqual([first]);
  });

  it('reads the fields that a connection names, text in CDATA, and clears what is nil', () => {
    const xml = withFields(
      '<sf:Id>00Q1</sf:Id><sf:FirstName>Ada</sf:FirstName><sf:LastName><![CDATA[<Park>]]></sf:LastName>' +
        '<sf:Phone xsi:nil="true"/><sf:Region__c>EMEA</sf:Region__c><sf:OwnerId>0051</sf:OwnerId>' +
        '<sf:Moved__c>2026-01-05T08:55:00.000+0000</sf:Moved__c><sf:Grade__c>MQL</sf:Grade__c>',
    );
    const options = { property: 'Grade__c', timeField: 'Moved__c' };
    expect(read(xml, options, { 'attributes.region': 'Region__c', url: '' }).events).toMatchObject([
      {
        leadId: '00Q1',
        value: 'MQL',
        occurredAt: at(-minutes(5)),
        ownerId: '0051',
        lead: { name: 'Ada <Park>', phone: null, attributes: { region: 'EMEA' } },
      },
    ]);
  });

  it('says of each notification what it lacks, and takes all of them, since none gets better by sending it again', () => {
    const faults = (fields: string) => read(withFields(fields)).faults.join();
    expect(faults('<sf:Id>00Q1</sf:Id>')).toMatch(/came without data: 00Q1 was deleted meanwhile/);
    expect(faults('<sf:Id>00Q1</sf:Id><sf:Status>New</sf:Status>')).toMatch(/lacks LastModifiedDate/);
    expect(
      faults(`<sf:Id>00Q1</sf:Id><sf:LastModifiedDate>${START.toISOString()}</sf:LastModifiedDate>`),
    ).toMatch(/lacks Status: select/);
    expect(faults('<sf:Status>New</sf:Status>')).toMatch(/a Lead without Id/);
    expect(salesforceSender.isTaken(salesforce.acknowledge())).toBe(true);
    expect(salesforceSender.isTaken({ status: 200, body: '' })).toBe(false);
  });

  it('of another object is left out', () => {
    expect(read(message, { object: 'Contact' })).toEqual({ events: [], faults: [] });
  });

  it.each([
    [
      'a document type',
      message.replace('<soapenv:Env', '<!DOCTYPE x [<!ENTITY y "z">]><soapenv:Env'),
      /document type/,
    ],
    ['an entity of its own', message.replace('Working', '&y;'), /undefined entity/],
    [
      'an outer entity',
      message.replace('<soapenv:Env', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><soapenv:Env'),
      /document type/,
    ],
    [
      'a processing instruction',
      message.replace('<soapenv:Body>', '<?php 1 ?><soapenv:Body>'),
      /processing instruction/,
    ],
    ['an open end', message.slice(0, -20), /unclosed|unexpected/i],
    [
      'another envelope',
      message.replace('xmlsoap.org/soap/envelope/', 'example.test/'),
      /stands where none is expected/,
    ],
    ['other notifications', message.replace('outbound"', 'inbound"'), /stands where none is expected/],
    ['a header', message.replace('<soapenv:Body>', '<soapenv:Header/><soapenv:Body>'), /Header/],
    ['deep nesting', message.replace('Working', '<a>'.repeat(20)), /nested too deep/],
    ['another encoding', message.replace('UTF-8', 'UTF-16'), /UTF-16/],
    ['bytes that are no text', Buffer.concat([Buffer.from(message), Buffer.from([0xff])]), /not UTF-8/],
    ['a NUL', message.replace('Working', '&#0;'), /character/],
    ['nothing', '', /root element/],
    ['JSON', '{}', /text data outside/],
  ])('with %s is refused', (_, xml, why) => {
    expect(() => read(xml)).toThrow(why);
  });
});

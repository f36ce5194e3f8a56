import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../src/errors.ts';
import type { RawRequest, Reading } from '../../../../src/intake/crm/adapter.ts';
import { CRM_ADAPTERS } from '../../../../src/intake/crm/adapters.ts';
import { asReceived, type CrmSender } from '../../../support/crm/crm-sender.ts';
import { CRM_SENDERS } from '../../../support/crm/crm-senders.ts';
import { SAMPLE_BODIES } from '../../../support/crm/sample-bodies.ts';
import { START } from '../../../support/facts.ts';

/** `FUZZ_RUNS=100000` for a long run by hand. */
const NUM_RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const SECRET = 'test-secret-not-real';

const OPTIONS: Record<string, readonly Record<string, unknown>[]> = {
  hubspot: [{}, { property: 'hs_pipeline_stage' }, { portalId: 555, property: 'hs_lead_status' }],
  salesforce: [{}, { object: 'Contact', timeField: 'SystemModstamp' }],
  pipedrive: [
    {},
    { object: 'deal', property: 'stage' },
    { object: 'deal', property: 'status' },
    { property: 'custom_fields.9f' },
  ],
  mautic: [{}, { follow: 'tag' }, { follow: 'points' }, { follow: 'field', field: 'mql_state' }],
  marketo: [{}, { timeZone: 'Europe/Paris' }],
  segment: [{}, { events: ['Lead Accepted'], property: 'properties.stage' }],
  twenty: [{}, { object: 'person', property: 'stage' }],
};

const oddKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'id',
  'value',
  'properties',
  'versions',
  'timestamp',
);
const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '9'.repeat(400),
    1e308,
    -0,
    2 ** 53,
    '2026-02-30T00:00:00Z',
    '0000000000',
    [],
    {},
  ),
  fc.dictionary(oddKey, fc.constantFrom(null, 1, 'x', []), { maxKeys: 3 }),
);
const change = fc.record({
  at: fc.array(fc.nat({ max: 30 }), { maxLength: 7 }),
  value: fc.option(oddValue, { nil: undefined }),
});

describe.each(Object.values(CRM_SENDERS))('$system', (sender) => {
  const { adapter } = CRM_ADAPTERS[sender.system];
  const isXml = sender.system === 'salesforce';
  const options = fc.constantFrom(...(OPTIONS[sender.system] ?? [{}]));
  const sample = fc.constantFrom(...SAMPLE_BODIES[sender.system]);

  function read(body: string | Buffer, given: Record<string, unknown>): Reading | undefined {
    try {
      return adapter.read(requestOf(sender, body), { connectionId: 'c1', options: given, fields: {} });
    } catch (error) {
      if (error instanceof InvalidInputError) return undefined;
      throw error;
    }
  }

  it('reads what has the right shape and odd contents, or says what is wrong', () => {
    fc.assert(
      fc.property(
        sample,
        fc.array(change, { minLength: 1, maxLength: 4 }),
        options,
        (body, changes, given) => {
          const reading = read(
            changes.reduce((text, { at, value }) => altered(isXml, text, at, value), body),
            given,
          );
          for (const event of reading?.events ?? []) {
            expect(event.leadId.trim()).not.toBe('');
            if (event.kind === 'erase') continue;
            expect(event.eventId).toMatch(/^[\w-]{32}$/);
            expect(event.occurredAt.getTime()).not.toBeNaN();
            if (event.kind === 'reported')
              expect(event.value.isWellFormed() && !event.value.includes('\u0000')).toBe(true);
            if (event.kind === 'merged') expect(event.into).not.toBe(event.leadId);
          }
          for (const fault of reading?.faults ?? []) expect(fault).toMatch(/^[A-Z\p{L}].*\.$/su);
        },
      ),
      { numRuns: NUM_RUNS },
    );
  });

  it('reads the same twice, whatever it is', () => {
    fc.assert(
      fc.property(sample, change, options, (body, { at, value }, given) => {
        const text = altered(isXml, body, at, value);
        expect(read(text, given)).toEqual(read(text, given));
      }),
      { numRuns: Math.ceil(NUM_RUNS / 5) },
    );
  });

  it('refuses any other body in words, and never breaks', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
          fc.json(),
          fc.string(),
        ),
        options,
        (body, given) => {
          read(body, given);
        },
      ),
      { numRuns: NUM_RUNS },
    );
  });

  it('believes nobody who does not know the secret', () => {
    const header = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef') }),
    );
    fc.assert(
      fc.property(
        sample,
        fc.dictionary(fc.constantFrom(...HEADERS), header),
        header,
        options,
        (body, headers, pathSecret, given) => {
          const request = { ...requestOf(sender, body), headers, pathSecret };
          for (const secrets of [[SECRET], [SECRET, ''], ['']]) {
            expect(adapter.verify(request, secrets, given, START).isGenuine).toBe(false);
          }
        },
      ),
      { numRuns: NUM_RUNS },
    );
  });
});

const HEADERS = [
  'authorization',
  'webhook-signature',
  'x-funnel-secret',
  'x-hubspot-request-timestamp',
  'x-hubspot-signature',
  'x-hubspot-signature-v3',
  'x-hubspot-signature-version',
  'x-signature',
  'x-twenty-webhook-signature',
  'x-twenty-webhook-timestamp',
];

function requestOf(sender: CrmSender, body: string | Buffer): RawRequest {
  const sent = sender.sign(String(body), { url: 'https://bot.example.test/in', secret: SECRET }, START);
  return { ...asReceived(sent), body: Buffer.from(body) };
}

/** The same with one place of it replaced, or left out; XML loses, doubles or gets text in one place. */
function altered(isXml: boolean, body: string, at: readonly number[], value: unknown): string {
  if (isXml) {
    const [from = 0, length = 0, to = 0] = at.map((step) => Math.floor((step / 31) * body.length));
    const text = typeof value === 'string' ? value : value === undefined ? '' : body.slice(to, to + 40);
    return body.slice(0, from) + text + body.slice(from + (length % 60));
  }
  const root: { body?: unknown } = { body: JSON.parse(body) };
  let holder: Record<string, unknown> = root;
  let key = 'body';
  for (const step of at) {
    const inner = holder[key];
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0) break;
    holder = inner as Record<string, unknown>;
    key = Object.keys(holder)[step % Object.keys(holder).length] ?? '';
  }
  if (value === undefined) delete holder[key];
  else holder[key] = value;
  return JSON.stringify(root.body) ?? 'null';
}

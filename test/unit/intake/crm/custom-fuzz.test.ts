import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InvalidInputError } from '../../../../src/errors.ts';
import type { RawRequest } from '../../../../src/intake/crm/adapter.ts';
import { custom } from '../../../../src/intake/crm/custom.ts';
import { START } from '../../../support/facts.ts';

/** `FUZZ_RUNS=100000` for a long run by hand. */
const NUM_RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const SECRET = 'test-secret-not-real-24-letters';

const oddText = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '9'.repeat(400),
    '2026-02-30T00:00:00Z',
  ),
  fc.constantFrom(
    'leadId',
    'stage',
    'occurredAt',
    'mql',
    '2026-01-05T09:00:00Z',
    '%',
    '%zz',
    'a=b&a=c',
    '[]',
  ),
);
const oddItem = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.dictionary(oddText, fc.oneof(oddText, fc.jsonValue({ maxDepth: 1 })), { maxKeys: 6 }),
  fc.record(
    { leadId: oddText, stage: oddText, occurredAt: oddText, lead: fc.jsonValue({ maxDepth: 2 }) },
    { requiredKeys: [] },
  ),
);
const body = fc.oneof(
  fc.oneof(oddItem, fc.array(oddItem, { maxLength: 5 })).map((value) => JSON.stringify(value) ?? ''),
  fc.array(fc.tuple(oddText, oddText)).map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
  fc.string(),
);
const bytes = fc.oneof(
  body.map((text) => Buffer.from(text)),
  fc.uint8Array().map((array) => Buffer.from(array)),
);
const paths = fc.dictionary(fc.constantFrom('leadId', 'stage', 'occurredAt', 'name', 'score'), oddText);
const type = fc.constantFrom(
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  undefined,
);
const request = fc.record({ body: bytes, type, authorization: fc.option(oddText, { nil: undefined }) }).map(
  ({ body: sent, type: contentType, authorization }): RawRequest => ({
    ...{ method: 'POST', url: 'https://bot.example.test/in/custom/form', body: sent, pathSecret: undefined },
    headers: { 'content-type': contentType, authorization },
  }),
);

it('whatever a form or tool sends is read, or refused in words, and never believed without the secret', () => {
  fc.assert(
    fc.property(request, paths, (sent, fields) => {
      expect(custom.verify(sent, [SECRET], {}, START).isGenuine).toBe(false);
      const connection = { connectionId: 'form', options: {}, fields };
      try {
        const { events, faults } = custom.read(sent, connection);
        for (const event of events) {
          if (event.kind !== 'reported') continue;
          expect(event.leadId).not.toBe('');
          expect(Number.isNaN(event.occurredAt.getTime())).toBe(false);
          expect(event.eventId.length).toBeLessThanOrEqual(200);
        }
        for (const fault of faults) expect(fault).toMatch(/^Item \d+: .+\.$/s);
        expect(custom.read(sent, connection)).toEqual({ events, faults });
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
      }
    }),
    { numRuns: NUM_RUNS },
  );
});

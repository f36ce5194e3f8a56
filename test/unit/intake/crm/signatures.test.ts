import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RawRequest, Verdict } from '../../../../src/intake/crm/adapter.ts';
import { CRM_ADAPTERS } from '../../../../src/intake/crm/adapters.ts';
import { hubspotV1, hubspotV2, hubspotV3 } from '../../../../src/intake/crm/hubspot-signature.ts';
import { asReceived, type CrmSender } from '../../../support/crm/crm-sender.ts';
import { CRM_SENDERS } from '../../../support/crm/crm-senders.ts';
import { at, minutes, START } from '../../../support/facts.ts';

const SECRET = 'test-secret-not-real';
const SIGNED_AT = new Date(1_767_225_601_000);
const GENUINE: Verdict = { isGenuine: true };

function requestWith(
  body: string,
  headers: Record<string, string>,
  url = 'https://bot.example.test/in',
): RawRequest {
  return { method: 'POST', url, headers, body: Buffer.from(body), pathSecret: undefined };
}

const HUBSPOT_BATCH =
  '[{"eventId":901,"subscriptionId":7,"portalId":555,"appId":42,"occurredAt":1767225600000,"subscriptionType":"contact.propertyChange","attemptNumber":0,"objectId":31337,"propertyName":"lifecyclestage","propertyValue":"marketingqualifiedlead","changeSource":"CRM_UI","sourceId":"userId:9"}]';
const V3 = '5Di57vBP+ARXvGFIwtb1nkXIrWLYRUwnK73EVBi9oQ4=';
const HUBSPOT_URL = 'https://bot.example.test/in/hubspot?src=a';
const v3Headers = { 'x-hubspot-signature-v3': V3, 'x-hubspot-request-timestamp': '1767225601000' };

describe('published vectors', () => {
  const request = requestWith(HUBSPOT_BATCH, v3Headers, HUBSPOT_URL);

  it('of HubSpot are met, whatever the version', () => {
    expect(hubspotV3(SECRET, request, '1767225601000')).toBe(V3);
    expect(hubspotV2(SECRET, request)).toBe(
      '9b1796257dd8222b9cb715eb5898e40103dfbb201ed79b201f4d82b62008a28d',
    );
    expect(hubspotV1(SECRET, request.body)).toBe(
      'f003d19a08e053baaf82a75be91a0eb583b0096e7cefd87dfa378c1baacb336d',
    );
    expect(CRM_ADAPTERS.hubspot.adapter.verify(request, [SECRET], {}, SIGNED_AT)).toEqual(GENUINE);
  });

  it.each([
    [
      'twenty',
      '{"targetUrl":"https://bot.example.test/in/twenty","eventName":"opportunity.updated","objectMetadata":{"id":"m1","nameSingular":"opportunity"},"workspaceId":"w1","webhookId":"h1","eventDate":"2026-01-01T00:00:00.000Z","record":{"id":"r1","stage":"MEETING"},"updatedFields":["stage"]}',
      {
        'x-twenty-webhook-timestamp': '1767225601000',
        'x-twenty-webhook-signature': 'dae89e58e83b4b2755a688084ac8a5db80e6967935c86d175da8affa1cddd2dc',
      },
    ],
    [
      'mautic',
      '{"mautic.lead_points_change":[{"contact":{"id":12,"points":70},"points":{"old_points":40,"new_points":70},"timestamp":"2026-01-01T00:00:00+00:00"}]}',
      { 'webhook-signature': 'e6H6yYXC1FNjTKs37TQvmDAhW7GPG13yoIm9EWZhdVk=' },
    ],
    [
      'segment',
      '{"version":1,"type":"track","userId":"u1","event":"Lead Accepted","properties":{"lead_id":"L1"},"timestamp":"2026-01-01T00:00:00.000Z"}',
      { 'x-signature': '699b0f2ef103a0b1441ed98c6be372517c5df06b' },
    ],
  ] as const)('of %s are met', (system, body, headers) => {
    expect(CRM_ADAPTERS[system].adapter.verify(requestWith(body, headers), [SECRET], {}, SIGNED_AT)).toEqual(
      GENUINE,
    );
  });
});

describe.each(Object.values(CRM_SENDERS))('a request of $system', (sender) => {
  const adapter = CRM_ADAPTERS[sender.system].adapter;
  const change = { leadId: '31337', value: 'mql', occurredAt: START };
  const verify = (request: RawRequest, now = START, secrets = [SECRET]) =>
    adapter.verify(request, secrets, {}, now).isGenuine;

  it('is genuine with the secret, and with one of several while they change', () => {
    expect(verify(genuine(sender, change), START)).toBe(true);
    expect(verify(genuine(sender, change), START, ['new one', SECRET])).toBe(true);
  });

  it('is refused with another secret, a blank one, or where there is none, saying what to do', () => {
    expect(verify(genuine(sender, change), START, ['another'])).toBe(false);
    expect(verify(genuine(sender, change, ''), START, [''])).toBe(false);
    expect(verify(genuine(sender, change), START, [])).toBe(false);
    const verdict = adapter.verify(genuine(sender, change), ['another'], {}, START);
    expect(verdict).toEqual({ isGenuine: false, why: expect.stringMatching(/\. |\.$/) });
    expect(JSON.stringify(verdict)).not.toContain(SECRET);
  });

  it('is refused when what proves it is missing, cut, doubled or in another encoding', () => {
    const request = genuine(sender, change);
    for (const name of proofsOf(request)) {
      const proof = String(request.headers[name]);
      for (const other of [
        undefined,
        '',
        proof.slice(0, -1),
        `${proof}${proof}`,
        recoded(proof),
        [proof, proof],
      ]) {
        const headers = { ...request.headers, [name]: other };
        expect(verify({ ...request, headers }), `${name}: ${other}`).toBe(false);
      }
    }
    if (request.pathSecret !== undefined) {
      for (const pathSecret of [undefined, '', SECRET.slice(1), SECRET.toUpperCase()]) {
        expect(verify({ ...request, pathSecret })).toBe(false);
      }
    }
  });
});

describe.each([CRM_SENDERS.hubspot, CRM_SENDERS.mautic, CRM_SENDERS.segment, CRM_SENDERS.twenty])(
  'a signed request of $system',
  (sender) => {
    it('is refused when a single byte of its body is another', () => {
      const request = genuine(sender, { leadId: '31337', value: 'mql', occurredAt: START });
      for (let index = 0; index < request.body.length; index += 7) {
        const body = Buffer.from(request.body);
        body[index] = (body[index] ?? 0) ^ 1;
        expect(
          CRM_ADAPTERS[sender.system].adapter.verify({ ...request, body }, [SECRET], {}, START).isGenuine,
        ).toBe(false);
      }
    });
  },
);

describe.each([CRM_SENDERS.hubspot, CRM_SENDERS.twenty])('a request of $system with a time', (sender) => {
  const request = genuine(sender, { leadId: '31337', value: 'mql', occurredAt: START });
  const verify = (now: Date) => CRM_ADAPTERS[sender.system].adapter.verify(request, [SECRET], {}, now);

  it('is believed for five minutes, by clocks that run behind too', () => {
    expect(verify(at(minutes(5))).isGenuine).toBe(true);
    expect(verify(at(minutes(5) + 1)).isGenuine).toBe(false);
    expect(verify(at(-minutes(5))).isGenuine).toBe(true);
    expect(verify(at(-minutes(5) - 1)).isGenuine).toBe(false);
    expect(verify(at(minutes(60)))).toEqual({
      isGenuine: false,
      why: expect.stringContaining('60 minutes ago'),
    });
  });

  it('is refused when the time is another than was signed, or in seconds', () => {
    const name = Object.keys(request.headers).find((header) => header.includes('timestamp')) ?? '';
    for (const time of [String(START.getTime() + 1), String(START.getTime() / 1000), 'now', '']) {
      const headers = { ...request.headers, [name]: time };
      expect(
        CRM_ADAPTERS[sender.system].adapter.verify({ ...request, headers }, [SECRET], {}, START).isGenuine,
      ).toBe(false);
    }
  });
});

describe('HubSpot', () => {
  const verify = (request: RawRequest, options = {}) =>
    CRM_ADAPTERS.hubspot.adapter.verify(request, [SECRET], options, SIGNED_AT);
  const batch = requestWith(HUBSPOT_BATCH, v3Headers, HUBSPOT_URL);

  it('signs the whole address, with a few characters decoded', () => {
    expect(verify({ ...batch, url: 'https://bot.example.test/in/hubspot?src=b' }).isGenuine).toBe(false);
    expect(verify({ ...batch, method: 'PUT' }).isGenuine).toBe(false);
    const decoded = { ...batch, url: 'https://bot.example.test/in/hubspot?src=a:b%20c' };
    const signature = hubspotV3(SECRET, decoded, '1767225601000');
    const headers = { ...v3Headers, 'x-hubspot-signature-v3': signature };
    expect(verify({ ...decoded, headers })).toEqual(GENUINE);
    expect(verify({ ...decoded, url: decoded.url.replace(':b', '%3Ab'), headers })).toEqual(GENUINE);
    expect(verify({ ...decoded, url: decoded.url.replace('%20', ' '), headers }).isGenuine).toBe(false);
  });

  it('cannot be sent again without its time, by the older signature of a batch', () => {
    const headers = {
      'x-hubspot-signature': hubspotV1(SECRET, batch.body),
      'x-hubspot-signature-version': 'v1',
    };
    expect(verify({ ...batch, headers })).toEqual({ isGenuine: false, why: expect.stringContaining('-v3') });
  });

  it('signs the record of a workflow by version 2 or 1, or sends the secret', () => {
    const record = requestWith('{"vid":1,"portal-id":555,"properties":{}}', {}, HUBSPOT_URL);
    const signed = (signature: string, version: string) =>
      verify({
        ...record,
        headers: { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': version },
      });
    expect(verify(record).isGenuine).toBe(false);
    expect(signed(hubspotV2(SECRET, record), 'v2')).toEqual(GENUINE);
    expect(signed(hubspotV1(SECRET, record.body), 'v1')).toEqual(GENUINE);
    expect(signed(hubspotV1(SECRET, record.body), 'v2').isGenuine).toBe(false);
    expect(signed(hubspotV2('another', record), 'v2').isGenuine).toBe(false);
    expect(verify({ ...record, headers: { authorization: `Bearer ${SECRET}` } })).toEqual(GENUINE);
    // A wrong new signature is not made good by a right old one.
    const both = { ...v3Headers, 'x-hubspot-signature': hubspotV2(SECRET, record) };
    expect(verify({ ...record, headers: both }).isGenuine).toBe(false);
  });
});

describe('Segment', () => {
  const batch = '[{"type":"track","event":"A"},{"type":"track","event":"B"}]';
  const sign = (text: string) => createHmac('sha1', SECRET).update(text).digest('hex');
  const verify = (headers: Record<string, string>) =>
    CRM_ADAPTERS.segment.adapter.verify(requestWith(batch, headers), [SECRET], {}, START);

  it('signs a batch whole by its newer header; the older one is over its first call only', () => {
    expect(verify({ 'x-segment-signature': sign(batch) })).toEqual(GENUINE);
    const first = sign('{"type":"track","event":"A"}');
    expect(verify({ 'x-signature': first })).toMatchObject({
      why: expect.stringContaining('X-Segment-Signature'),
    });
    expect(verify({ 'x-segment-signature': first, 'x-signature': sign(batch) }).isGenuine).toBe(false);
  });
});

describe('another account', () => {
  it.each([
    ['hubspot', CRM_SENDERS.hubspot, { portalId: 556 }, { portalId: '555' }, '555'],
    [
      'salesforce',
      CRM_SENDERS.salesforce,
      { organizationId: '00D000000000002' },
      { organizationId: '00D000000000001' },
      '00D000000000001AAA',
    ],
    ['pipedrive', CRM_SENDERS.pipedrive, { companyId: '78' }, { companyId: 77 }, '77'],
    ['twenty', CRM_SENDERS.twenty, { workspaceId: 'w2' }, { workspaceId: 'w1' }, 'w1'],
  ] as const)('of %s is refused by name, although it knows the secret', (_, sender, wrong, right, name) => {
    const request = genuine(sender, { leadId: '31337', value: 'mql', occurredAt: START });
    const adapter = CRM_ADAPTERS[sender.system].adapter;
    expect(adapter.verify(request, [SECRET], wrong, START)).toEqual({
      isGenuine: false,
      why: expect.stringContaining(name),
    });
    expect(adapter.verify(request, [SECRET], right, START)).toEqual(GENUINE);
  });
});

function genuine(
  sender: CrmSender,
  change: { leadId: string; value: string; occurredAt: Date },
  secret = SECRET,
) {
  const target = { url: 'https://bot.example.test/in', secret };
  return asReceived(
    sender.sign(sender.compose([change], 0), target, START),
    sender.system === 'salesforce' ? secret : undefined,
  );
}

function proofsOf(request: RawRequest): string[] {
  return Object.keys(request.headers).filter((name) => /signature|authorization|secret/.test(name));
}

/** Hex as base64, base64 as hex, all else reversed. */
function recoded(proof: string): string {
  if (/^[0-9a-f]{40,}$/.test(proof)) return Buffer.from(proof, 'hex').toString('base64');
  if (/^[\w+/]{40,}=*$/.test(proof)) return Buffer.from(proof, 'base64').toString('hex');
  return [...proof].toReversed().join('');
}

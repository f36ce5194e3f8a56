import { describe, expect, test } from 'vitest';
import { leadOfMessage } from '../../../src/slack/lead-of-message.ts';

describe('the e-mail and the phone number in a message', () => {
  test.each<[string, { email?: string; phone?: string }]>([
    ['mail <mailto:Ada.Park+x@acme.co.uk|Ada.Park+x@acme.co.uk>.', { email: 'Ada.Park+x@acme.co.uk' }],
    ['reach me at ada@acme.test, thanks', { email: 'ada@acme.test' }],
    ['call <tel:+14155550100|+1 (415) 555-0100> today', { phone: '+1 (415) 555-0100' }],
    ['Tel. 030/90 18 20 11', { phone: '030/90 18 20 11' }],
    ['on 2026-01-05 12:30 we have 12,000 seats for $4.500.000', {}],
    ['due 05.01.2026 or 5/1/2026', {}],
    ['order 1234567', {}],
    ['see <https://crm.test/12345678901|the page>', {}],
    ['<@U1> in <#C1|sales>', {}],
    ['', {}],
  ])('of “%s”', (text, { email, phone }) => {
    expect(leadOfMessage(text)).toMatchObject({ email, phone });
  });
});

describe('the note of a message', () => {
  test.each([
    ['a &amp; b &lt;c&gt; &amp;lt;', 'a & b <c> &lt;'],
    ['<https://x.test|site> and <https://x.test>', 'site (https://x.test) and https://x.test'],
    ['<!channel> <!subteam^S1|@sales> <@U1|ada> <#C1|general>', '!channel !sales @ada #general'],
    ['line one\nline two\u0000\ud800', 'line one\nline two\ufffd'],
    ['x'.repeat(1_500), `${'x'.repeat(999)}…`],
  ])('of “%s” is what a reader sees', (text, note) => {
    expect(leadOfMessage(text).note).toBe(note);
  });
});

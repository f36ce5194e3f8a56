import { describe, expect, it } from 'vitest';
import { verifyWebhook } from '../../../../src/intake/crm/standard-webhook.ts';

// The vector of the specification's reference libraries.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = Buffer.from('{"test": 2432232314}');
const at = new Date(1_614_265_330_000);
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const verify = (given: object = {}, secrets = [secret], now = at, sent = body) =>
  verifyWebhook({ ...headers, ...given }, sent, secrets, now).isGenuine;

describe('a signature of Standard Webhooks', () => {
  it('is right as the specification has it, among others, and by any secret in force', () => {
    expect(verify()).toBe(true);
    const several = `v1a,zzz v1,AAAA ${headers['webhook-signature']}`;
    expect(verify({ 'webhook-signature': several }, ['another', secret])).toBe(true);
  });

  it('is wrong when anything of it, the body or the time is', () => {
    const minutes = (count: number) => new Date(at.getTime() + count * 60_000);
    expect(verify({}, [secret], minutes(5))).toBe(true);
    expect(verify({}, [secret], minutes(6))).toBe(false);
    expect(verify({}, [secret], minutes(-6))).toBe(false);
    expect(verify({}, [])).toBe(false);
    expect(verify({}, ['whsec_', 'whsec_!', secret.slice(6)])).toBe(false);
    expect(verify({}, [secret], at, Buffer.from('{"test": 2432232315}'))).toBe(false);
    for (const [name, value] of [
      ...Object.keys(headers).flatMap(
        (one) =>
          [
            [one, undefined],
            [one, ''],
            [one, 'x'],
          ] as const,
      ),
      ['webhook-signature', headers['webhook-signature'].replace('v1', 'v2')],
      ['webhook-timestamp', '1614265330000'],
    ] as const) {
      expect(verify({ [name]: value }), `${name}: ${value}`).toBe(false);
    }
  });
});

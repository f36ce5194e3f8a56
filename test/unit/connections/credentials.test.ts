import { describe, expect, it } from 'vitest';
import { parseCredentials } from '../../../src/connections/credentials.ts';

const secret = 'whsec_dGVzdA==';
const faultOf = (system: 'custom' | 'hubspot', given: object) => {
  try {
    parseCredentials(system, given);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the address of a tool', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fe80::1]/',
    'http://metadata.google.internal./computeMetadata/v1/',
  ])('cannot be %s, where a cloud tells a machine its secrets', (url) => {
    expect(faultOf('custom', { url, secret })).toContain('a cloud keeps the secrets');
  });

  it.each([
    'https://tool.example.com/hook',
    'http://localhost:5678/webhook',
    'http://10.0.0.7/hook',
    'http://n8n:5678/webhook',
    'http://[::1]/',
  ])('may be %s', (url) => {
    expect(faultOf('custom', { url, secret })).toBeUndefined();
  });
});

describe('what is typed wrong', () => {
  it('is named', () => {
    expect(faultOf('custom', { url: 'nowhere', secret })).toBe(
      'url must be an address such as https://example.com.',
    );
    expect(faultOf('custom', { url: 'ftp://example.com', secret })).toContain('must be an address');
    expect(faultOf('custom', { url: 'https://example.com' })).toBe('secret is missing.');
    expect(faultOf('custom', { url: 'https://example.com', secret: 'short' })).toBe(
      'secret must begin with whsec_.',
    );
    expect(faultOf('hubspot', { clientId: 'a' })).toBe(
      'Give an access token, or client id, client secret and refresh token.',
    );
  });
});

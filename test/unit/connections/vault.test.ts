import { describe, expect, it } from 'vitest';
import { payloadPaths } from '../../../src/connections/last-payload.ts';
import { newSecret } from '../../../src/connections/secrets.ts';
import { createVault } from '../../../src/connections/vault.ts';
import { InvalidInputError, UnavailableError } from '../../../src/errors.ts';

const key = 'a-key-of-the-tests-with-32-letters-or-more';

describe('what the vault has sealed', () => {
  const vault = createVault({ encryptionKey: key });

  it('is opened by the same key for the same connection only, and is never the same twice', () => {
    const sealed = vault.seal('web', 'whsec_abc ✓');
    expect(createVault({ encryptionKey: key }).open('web', sealed)).toBe('whsec_abc ✓');
    expect(sealed).not.toContain('abc');
    expect(vault.seal('web', 'whsec_abc ✓')).not.toBe(sealed);
    expect(() => vault.open('other', sealed)).toThrow(UnavailableError);
    expect(() => createVault({ encryptionKey: `${key}!` }).open('web', sealed)).toThrow(UnavailableError);
    expect(() => createVault({}).open('web', sealed)).toThrow('FUNNEL_ENCRYPTION_KEY is not set');
    for (const damaged of [
      sealed.slice(0, -2),
      `${sealed}AA`,
      'v1.',
      '',
      sealed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    ])
      expect(() => vault.open('web', damaged)).toThrow(UnavailableError);
  });

  it('needs a key; without one secrets come from the environment', () => {
    const bare = createVault({ secrets: { FUNNEL_SECRET_WEB_FORM: ' new  old ' } });
    expect(bare.canStore).toBe(false);
    expect(() => bare.seal('web-form', 'x')).toThrow(InvalidInputError);
    expect(() => bare.seal('web-form', 'x')).toThrow('FUNNEL_SECRET_WEB_FORM');
    expect(bare.environmentSecrets('web-form')).toEqual(['new', 'old']);
    expect(bare.environmentSecrets('web')).toEqual([]);
  });
});

describe('a secret that we make', () => {
  it('may stand in an address and is a key of Standard Webhooks', () => {
    const made = Array.from({ length: 50 }, newSecret);
    expect(new Set(made).size).toBe(50);
    for (const secret of made) {
      expect(secret).toMatch(/^whsec_[A-Za-z0-9]{32}$/);
      expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(24);
    }
  });
});

describe('the paths of what came in last', () => {
  it('are those of the first item, of JSON or a form', () => {
    expect(payloadPaths('[{"a":{"b":[1,{"c":null}]},"d.e":true,"x|y":1},{"z":1}]')).toEqual([
      { path: 'a.b.0', example: '1' },
      { path: 'a.b.1.c', example: 'null' },
      { path: 'd.e', example: 'true' },
    ]);
    expect(payloadPaths('lead_id=L-1&name=Ada+Park')).toEqual([
      { path: 'lead_id', example: 'L-1' },
      { path: 'name', example: 'Ada Park' },
    ]);
    for (const body of ['', 'null', '7', '[]', '<xml/>']) expect(payloadPaths(body)).toEqual([]);
  });
});

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { InvalidInputError, UnavailableError } from '../errors.ts';
import { say } from '../words/say.ts';

/** Keeps what must be stored and not be read: encrypted by FUNNEL_ENCRYPTION_KEY, bound to the connection it belongs to. */
export interface Vault {
  /** Whether there is a key to store anything with. */
  canStore: boolean;
  /** @throws {InvalidInputError} without a key. */
  seal(connectionId: string, text: string): string;
  /** @throws {UnavailableError} when the key is missing or another one than it was sealed with. */
  open(connectionId: string, sealed: string): string;
  /** What the environment holds for a connection: `FUNNEL_SECRET_WEB_FORM` for `web-form`, several by blanks between. */
  environmentSecrets(connectionId: string): string[];
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createVault({
  encryptionKey,
  secrets = {},
}: {
  encryptionKey?: string | undefined;
  /** The variables of the environment that begin with FUNNEL_SECRET_. */
  secrets?: Readonly<Record<string, string>> | undefined;
}): Vault {
  const key = encryptionKey
    ? Buffer.from(hkdfSync('sha256', encryptionKey, '', 'funnel-alerts connections', 32))
    : undefined;
  return {
    canStore: key !== undefined,
    seal(connectionId, text) {
      if (!key) throw new InvalidInputError(cannotStore(connectionId));
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(connectionId));
      const sealed = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return `${VERSION}.${Buffer.concat(sealed).toString('base64url')}`;
    },
    open(connectionId, sealed) {
      if (!key) {
        throw new UnavailableError(
          say('FUNNEL_ENCRYPTION_KEY is not set, so the stored secrets cannot be read. Set it as it was.'),
        );
      }
      try {
        const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(connectionId))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return (
          decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch (error) {
        throw new UnavailableError(
          say(
            'FUNNEL_ENCRYPTION_KEY is not the one that the secrets were stored with. Set it as it was, or connect again.',
          ),
          { cause: error },
        );
      }
    },
    environmentSecrets(connectionId) {
      return (secrets[secretVariable(connectionId)] ?? '').split(/\s+/).filter(Boolean);
    },
  };
}

/** The variable of the environment that holds the secret of a connection. */
export function secretVariable(connectionId: string): string {
  return `FUNNEL_SECRET_${connectionId.toUpperCase().replaceAll('-', '_')}`;
}

function cannotStore(connectionId: string): string {
  return say(
    'A secret cannot be stored without FUNNEL_ENCRYPTION_KEY. Set it (make one with: openssl rand -hex 32) and start the app again, or set the secret itself as {variable}.',
    { variable: secretVariable(connectionId) },
  );
}

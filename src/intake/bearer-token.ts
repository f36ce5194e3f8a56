import { hash, timingSafeEqual } from 'node:crypto';

/**
 * Says whether an Authorization header holds the token; none does where there is no token. Compared by digest, so that
 * neither the length nor the first wrong character shows in the time it takes.
 */
export function createAuthorizer(token: string | undefined): (header: string | undefined) => boolean {
  const wanted = token ? digestOf(token) : undefined;
  return (header) => {
    const given = /^Bearer +(.+)$/i.exec(header ?? '')?.[1]?.trim();
    return wanted !== undefined && Boolean(given) && timingSafeEqual(digestOf(given ?? ''), wanted);
  };
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

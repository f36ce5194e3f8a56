import { CrmRefusal } from './crm-refusal.ts';

export interface Rest {
  /** The parsed answer; undefined where there is none. @throws {CrmRefusal} */
  request(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<unknown>;
}

export interface RestOptions {
  baseUrl: string;
  /** The token to send; `anew`: the one before was refused. */
  token: (anew: boolean) => Promise<string>;
  /** What the vendor says is wrong, from the body of its answer; undefined where it says nothing. */
  wordsOf: (answer: unknown) => string | undefined;
  now: () => Date;
}

const TIMEOUT_MS = 10_000;
const LONGEST_WORDS = 500;
const LONGEST_WAIT_SECONDS = 24 * 3600;

/** A JSON API behind a bearer token: renews the token once, and says in the vendor's words what it refuses. */
export function createRest({ baseUrl, token, wordsOf, now }: RestOptions): Rest {
  async function send(method: string, path: string, body: unknown, anew: boolean): Promise<Response> {
    try {
      return await fetch(new URL(path, baseUrl), {
        method,
        headers: {
          authorization: `Bearer ${await token(anew)}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      if (error instanceof CrmRefusal) throw error;
      throw new CrmRefusal('wait', `${new URL(baseUrl).host} cannot be reached`, { cause: error });
    }
  }

  return {
    async request(method, path, body) {
      let response = await send(method, path, body, false);
      if (response.status === 401) response = await send(method, path, body, true);
      const answer = await parsed(response);
      if (response.ok) return answer;
      throw refusalOf(response, wordsOf(answer), now());
    },
  };
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function refusalOf({ status, headers }: Response, said: string | undefined, now: Date): CrmRefusal {
  const words = (said ?? `HTTP ${status}`).slice(0, LONGEST_WORDS);
  // An address where nothing answers as the CRM does is no lead that is gone.
  if ((status === 404 || status === 410) && said !== undefined) return new CrmRefusal('gone', words);
  if (status !== 429 && status < 500) return new CrmRefusal('refused', words);
  const seconds = Number(headers.get('retry-after'));
  return new CrmRefusal('wait', words, {
    ...(seconds > 0
      ? { retryAt: new Date(now.getTime() + Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000) }
      : {}),
  });
}

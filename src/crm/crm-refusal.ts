/**
 * Why a CRM did not do what it was asked, in its own words. `wait`: asking again later may help, at once or from
 * `retryAt` on; `gone`: the record is there no more; `refused`: somebody has to put it right first.
 */
export class CrmRefusal extends Error {
  readonly kind: 'wait' | 'gone' | 'refused';
  readonly retryAt: Date | undefined;
  /** It answered what we do not understand: somebody should look at our side. */
  readonly isOdd: boolean;

  constructor(
    kind: CrmRefusal['kind'],
    words: string,
    options: ErrorOptions & { retryAt?: Date; isOdd?: boolean } = {},
  ) {
    super(words, options);
    this.name = 'CrmRefusal';
    this.kind = kind;
    this.retryAt = options.retryAt;
    this.isOdd = options.isOdd === true;
  }
}

/** What a CRM answers may be something else than it ever said: an attempt at it waits, and stops nothing else. */
export async function understood<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CrmRefusal) throw error;
    const name = error instanceof Error ? error.name : typeof error;
    throw new CrmRefusal('wait', `its answer cannot be understood (${name})`, { cause: error, isOdd: true });
  }
}

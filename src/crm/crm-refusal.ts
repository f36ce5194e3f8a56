/**
 * Why a CRM did not do what it was asked, in its own words. `wait`: asking again later may help, at once or from
 * `retryAt` on; `gone`: the record is there no more; `refused`: somebody has to put it right first.
 */
export class CrmRefusal extends Error {
  readonly kind: 'wait' | 'gone' | 'refused';
  readonly retryAt: Date | undefined;

  constructor(kind: CrmRefusal['kind'], words: string, options: ErrorOptions & { retryAt?: Date } = {}) {
    super(words, options);
    this.name = 'CrmRefusal';
    this.kind = kind;
    this.retryAt = options.retryAt;
  }
}

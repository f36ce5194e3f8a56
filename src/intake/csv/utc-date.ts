import { constructFromSymbol } from 'date-fns/constants';

/** A Date whose local clock is UTC, for date-fns. TZDate of `UTC` does the same twenty times slower. */
export class UtcDate extends Date {
  override getTimezoneOffset(): number {
    return 0;
  }

  [constructFromSymbol](value: Date | number | string): UtcDate {
    return new UtcDate(value);
  }
}

for (const name of Object.getOwnPropertyNames(Date.prototype)) {
  const method: unknown = Reflect.get(Date.prototype, name.replace(/^[gs]et/, '$&UTC'));
  if (/^[gs]et/.test(name) && typeof method === 'function') {
    Object.defineProperty(UtcDate.prototype, name, { value: method });
  }
}

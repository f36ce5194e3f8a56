import { number, percent } from './words.ts';

const NOTHING = 'nothing to divide by, so there is no data';

/** `180 accepted ÷ 1,204 handed over = 14.95 %, shown as 15.0 %.` */
export function divided(part: number, ofWhat: string, whole: number, byWhat: string): string {
  const terms = `${number(part)} ${ofWhat} ÷ ${number(whole)} ${byWhat}`;
  if (whole === 0) return `${terms}: ${NOTHING}.`;
  const exact = `${((part / whole) * 100).toFixed(2)} %`;
  const shown = percent(part / whole);
  return exact === shown.replace(' %', '0 %')
    ? `${terms} = ${shown}.`
    : `${terms} = ${exact}, shown as ${shown}.`;
}

/** `120 MQLs = 60 accepted + 20 rejected.` */
export function summed(total: number, what: string, parts: Record<string, number>): string {
  const terms = Object.entries(parts).map(([name, count]) => `${number(count)} ${name}`);
  return `${number(total)} ${what} = ${terms.join(' + ')}.`;
}

/** `€12,000.00 ÷ 66 SQLs = €181.82 per SQL.` Texts of money come written. */
export function priced(amount: string, count: number, what: string, result: string | null): string {
  const terms = `${amount} ÷ ${number(count)} ${what}s`;
  return result === null ? `${terms}: no data.` : `${terms} = ${result} per ${what}.`;
}

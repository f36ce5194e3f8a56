import { formatNumber } from '../../words/formats.ts';
import { say } from '../../words/say.ts';
import { percent } from './words.ts';

/** A count, and how it is written with what it counts. */
type Term = [count: number, inWords: (count: number) => string];

/** `180 accepted ÷ 1,204 handed over = 14.95 %, shown as 15.0 %.` */
export function divided([part, partInWords]: Term, [whole, wholeInWords]: Term): string {
  const terms = { part: partInWords(part), whole: wholeInWords(whole) };
  if (whole === 0) return say('{part} ÷ {whole}: nothing to divide by, so there is no data.', terms);
  const exact = ((part / whole) * 100).toFixed(2);
  const shown = percent(part / whole);
  return exact.endsWith('0')
    ? say('{part} ÷ {whole} = {shown}.', { ...terms, shown })
    : say('{part} ÷ {whole} = {exact} %, shown as {shown}.', {
        ...terms,
        exact: formatNumber(Number(exact), 2),
        shown,
      });
}

/** `120 MQLs = 60 accepted + 20 rejected.` */
export function summed([total, totalInWords]: Term, parts: readonly Term[]): string {
  const sum = parts.map(([part, partInWords]) => partInWords(part)).join(' + ');
  return say('{total} = {sum}.', { total: totalInWords(total), sum });
}

/** `€12,000.00 ÷ 66 SQLs = €181.82 per SQL.` Texts of money come written. */
export function pricedPerSql(amount: string, count: number, result: string | null): string {
  return result === null
    ? say('{amount} ÷ {count, number} SQLs: no data.', { amount, count })
    : say('{amount} ÷ {count, number} SQLs = {result} per SQL.', { amount, count, result });
}

/** `€12,000.00 ÷ 120 MQLs = €100.00 per MQL.` Texts of money come written. */
export function pricedPerMql(amount: string, count: number, result: string | null): string {
  return result === null
    ? say('{amount} ÷ {count, number} MQLs: no data.', { amount, count })
    : say('{amount} ÷ {count, number} MQLs = {result} per MQL.', { amount, count, result });
}

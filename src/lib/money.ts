import { invariant } from '../errors.ts';

// Enough digits for spend spread over days to come out exact to the cent, whatever is divided.
export const EXACT_SCALE = 20;
const CENTS_SCALE = 2;
const CENT = 10n ** BigInt(EXACT_SCALE - CENTS_SCALE);

/** An amount of money as a whole number of 10^-20, so that nothing is rounded before it is shown. */
export type ExactMoney = bigint;

export const NO_MONEY: ExactMoney = 0n;

/** Reads a decimal as Postgres writes a `numeric` of at most 20 decimals. */
export function exactMoney(decimal: string): ExactMoney {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,20}))?$/.exec(decimal) ?? [];
  invariant(sign !== undefined, `"${decimal}" is a decimal`);
  const units = BigInt(whole + fraction.padEnd(EXACT_SCALE, '0'));
  return sign === '-' ? -units : units;
}

/** To the cent, halves away from zero: `1234.50`. */
export function toCents(amount: ExactMoney): string {
  return perUnit(amount, 1) ?? '0.00';
}

/**
 * Amounts to the cent so that they add up to `total` to the cent: those that lose or gain least by it are rounded the
 * other way (largest remainder), the first ones where several do.
 */
export function toCentsTogether(amounts: readonly ExactMoney[], total: ExactMoney): string[] {
  const cents = amounts.map(roundedCents);
  const missing = roundedCents(total) - cents.reduce((sum, amount) => sum + amount, 0n);
  const step = missing < 0n ? -1n : 1n;
  const gainOf = (index: number) => ((amounts[index] ?? 0n) - (cents[index] ?? 0n) * CENT) * step;
  const order = amounts.map((_, index) => index).sort((a, b) => Number(gainOf(b) - gainOf(a)) || a - b);
  for (const index of order.slice(0, Number(missing * step))) cents[index] = (cents[index] ?? 0n) + step;
  return cents.map((amount) => toCents(amount * CENT));
}

/** Halves away from zero. */
function roundedCents(amount: ExactMoney): bigint {
  const cents = ((amount < 0n ? -amount : amount) * 2n + CENT) / (CENT * 2n);
  return amount < 0n ? -cents : cents;
}

/** `amount ÷ count` to the cent; null where there is nothing to divide by. */
export function perUnit(amount: ExactMoney, count: number): string | null {
  return shareOf(amount, 1, count);
}

/** `amount × part ÷ whole` to the cent, rounded once; null where `whole` is 0. */
export function shareOf(amount: ExactMoney, part: number, whole: number): string | null {
  if (whole === 0) return null;
  const numerator = amount * BigInt(part);
  const divisor = BigInt(whole) * CENT;
  const cents = ((numerator < 0n ? -numerator : numerator) * 2n + divisor) / (divisor * 2n);
  const digits = cents.toString().padStart(CENTS_SCALE + 1, '0');
  const text = `${digits.slice(0, -CENTS_SCALE)}.${digits.slice(-CENTS_SCALE)}`;
  return numerator < 0n && cents > 0n ? `-${text}` : text;
}

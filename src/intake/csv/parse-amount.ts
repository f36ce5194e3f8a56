import { InvalidInputError } from '../../errors.ts';

export type DecimalMark = '.' | ',';

const PATTERNS: Record<DecimalMark, RegExp> = {
  '.': /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d+)?$/,
  ',': /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)?(?:,\d+)?$/,
};
const GROUP_BLANK = /(?<=\d)[\s'’](?=\d{3}(?!\d))/g;
const SIGNS: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
};
const CURRENCY = /^(?:([A-Za-z]{3})|(\p{Sc}))\s*|\s*(?:([A-Za-z]{3})|(\p{Sc}))$/u;
const MAX_DIGITS = 30;

interface BareAmount {
  isNegative: boolean;
  digits: string;
}

/**
 * An amount as an exact decimal such as `-1234.50`, read with the decimal mark of its column.
 * @throws {InvalidInputError} when it is no amount so written, or in another currency than `currency`.
 */
export function parseAmount(text: string, mark: DecimalMark, currency: string): string {
  const { isNegative, digits } = bareAmount(text, currency);
  if (!/\d/.test(digits) || !PATTERNS[mark].test(digits)) {
    const other = mark === '.' ? ',' : '.';
    throw new InvalidInputError(
      /\d/.test(digits) && PATTERNS[other].test(digits)
        ? `"${text}" is written with a decimal ${markName(other)}, the rest of the column with a decimal ${markName(mark)}.`
        : `"${text}" is no amount.`,
    );
  }
  if (digits.length > MAX_DIGITS)
    throw new InvalidInputError(`"${text}" has more than ${MAX_DIGITS} digits.`);
  const [whole = '', fraction] = digits.replaceAll(mark === '.' ? ',' : '.', '').split(mark);
  const exact = (whole.replace(/^0+(?=\d)/, '') || '0') + (fraction === undefined ? '' : `.${fraction}`);
  return isNegative && /[1-9]/.test(exact) ? `-${exact}` : exact;
}

/** Marks under which a cell can be read as an amount: both for `1,234` and `12`, one for `1.56`, none for `n/a`. */
export function possibleMarks(text: string): readonly DecimalMark[] {
  const digits = bareDigits(text);
  if (!/\d/.test(digits)) return [];
  return (['.', ','] as const).filter((mark) => PATTERNS[mark].test(digits));
}

export function hasSeparator(text: string): boolean {
  return /[.,]/.test(bareDigits(text));
}

export function markName(mark: DecimalMark): string {
  return mark === '.' ? 'point' : 'comma';
}

function bareDigits(text: string): string {
  return bareAmount(text, undefined).digits;
}

function bareAmount(text: string, currency: string | undefined): BareAmount {
  let isNegative = false;
  let rest = text.trim();
  const inBrackets = /^\((.*)\)$/.exec(rest);
  if (inBrackets) {
    isNegative = true;
    rest = inBrackets[1]?.trim() ?? '';
  }
  for (let turn = 0; turn < 3; turn += 1) {
    const sign = /^[-+−]\s*/.exec(rest);
    if (sign && !isNegative) {
      isNegative = !sign[0].startsWith('+');
      rest = rest.slice(sign[0].length);
    }
    const named = CURRENCY.exec(rest);
    if (named) {
      const code = (named[1] ?? named[3])?.toUpperCase() ?? SIGNS[named[2] ?? named[4] ?? ''];
      if (currency && code && code !== currency && /\d/.test(text)) {
        throw new InvalidInputError(`"${text}" is not in ${currency}, the currency of this workspace.`);
      }
      rest = rest.replace(CURRENCY, '');
    }
  }
  return { isNegative, digits: rest.trim().replace(GROUP_BLANK, '') };
}

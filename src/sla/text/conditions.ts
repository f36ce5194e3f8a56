import { InvalidInputError } from '../../errors.ts';
import { LEAD_FIELDS, type PolicyCondition } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { splitUnquoted } from './split-unquoted.ts';

const SIGNS = { 'any-of': '=', 'none-of': '!=', 'at-least': '>=', 'at-most': '<=' } as const;

const KINDS: Record<string, PolicyCondition['is']> = {
  '=': 'any-of',
  '!=': 'none-of',
  '≠': 'none-of',
  '>=': 'at-least',
  '≥': 'at-least',
  '<=': 'at-most',
  '≤': 'at-most',
};

const CONDITION = /^([^=!<>≠≥≤"]+?)\s*(!=|>=|<=|[=≠≥≤])(.*)$/s;
const MUST_BE_QUOTED = /[,;"=<>≠≥≤\r\n]|^\s|\s$|^$/;
const EXAMPLE = 'source = webinar, demo*; score >= 80; plan != free';
const MOST_CONDITIONS = 10;
const MOST_VALUES = 50;
const LONGEST_WORD = 100;

const fieldsByName = new Map(
  LEAD_FIELDS.filter((field) => field !== 'attributes' && field !== 'createdAt').map((field) => [
    plainName(field),
    field,
  ]),
);

/**
 * Reads conditions such as `source = webinar, demo*; score >= 80; plan != "free, trial"`, of which all must hold. `*` is
 * any text, `""` none at all; whatever is no field of the lead is the name of an attribute. Blank text is no condition.
 * @throws {InvalidInputError} that names the part and gives an example.
 */
export function parseConditions(text: string): PolicyCondition[] {
  const parts = splitUnquoted(text.replace(/[“”„]/g, '"'), /[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > MOST_CONDITIONS) {
    throw new InvalidInputError(
      say('These are {count} conditions; a policy takes {most}.', {
        count: parts.length,
        most: MOST_CONDITIONS,
      }),
    );
  }
  return parts.map(parseCondition);
}

/** As `parseConditions` reads them back. */
export function formatConditions(conditions: readonly PolicyCondition[]): string {
  return conditions
    .map(({ field, is, values }) => `${field} ${SIGNS[is]} ${values.map(quotedIfNeeded).join(', ')}`)
    .join('; ');
}

function parseCondition(part: string): PolicyCondition {
  const [, name, sign = '', rest = ''] = CONDITION.exec(part) ?? [];
  const is = KINDS[sign];
  if (name === undefined || is === undefined) {
    throw new InvalidInputError(
      /[<>]/.test(part)
        ? say('“{part}” is not a condition. A number is compared by {atLeast} or {atMost}.', {
            ...{ part, atLeast: '>=', atMost: '<=' },
          })
        : say('“{part}” is not a condition. Write it like {example}.', { part, example: EXAMPLE }),
    );
  }
  const field = fieldsByName.get(plainName(name)) ?? name.trim();
  const values = splitUnquoted(rest, /,/).map((value) => parseValue(value.trim(), part));
  if (values.length > MOST_VALUES) {
    throw new InvalidInputError(
      say('“{field}” has {count} values; a condition takes {most}.', {
        ...{ field, count: values.length, most: MOST_VALUES },
      }),
    );
  }
  const tooLong = [field, ...values].find((word) => word.length > LONGEST_WORD);
  if (tooLong !== undefined) {
    throw new InvalidInputError(
      say('“{text}…” is longer than {most} characters.', { text: tooLong.slice(0, 40), most: LONGEST_WORD }),
    );
  }
  if (is === 'at-least' || is === 'at-most') requireNumber(values, part, `${field} ${SIGNS[is]} 80`);
  return { field, is, values };
}

function parseValue(value: string, part: string): string {
  const [, quoted] = /^"((?:[^"]|"")*)"$/s.exec(value) ?? [];
  if (quoted !== undefined) return quoted.replaceAll('""', '"');
  if (value === '') {
    throw new InvalidInputError(
      say('“{part}” lacks a value. Write it like {example}. For leads without one write {blank}.', {
        ...{ part, example: EXAMPLE, blank: '""' },
      }),
    );
  }
  if (value.includes('"')) {
    throw new InvalidInputError(
      say('“{part}” has a quotation mark that is not closed, or is not around a value.', { part }),
    );
  }
  if (/[=<>≠≥≤]/.test(value)) {
    throw new InvalidInputError(
      say(
        '“{part}” holds more than one condition. Put a semicolon between them, or quotation marks around the value: {example}.',
        { part, example: 'source = demo; score >= 80' },
      ),
    );
  }
  return value;
}

function requireNumber(values: readonly string[], part: string, example: string): void {
  const [only = '', ...others] = values;
  if (others.length === 0 && /^-?\d{1,12}(\.\d{1,6})?$/.test(only)) return;
  throw new InvalidInputError(
    say('“{part}” does not compare with one number. Write it like {example}.', { part, example }),
  );
}

/** `Owner e-mail`, `owner_email` and `ownerEmail` are one. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function quotedIfNeeded(value: string): string {
  return MUST_BE_QUOTED.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

import { LEAD_FIELDS, type LeadFields, type PolicyCondition } from '../vocabulary.ts';

/** Whether a policy with these conditions covers a lead of which this is known. */
export function isCovered(conditions: readonly PolicyCondition[], lead: LeadFields): boolean {
  return conditions.every((condition) => holds(condition, fieldOf(lead, condition.field)));
}

function holds({ is, values }: PolicyCondition, value: string | number | null): boolean {
  const [bound = ''] = values;
  switch (is) {
    case 'any-of':
      return values.some((pattern) => matches(value, pattern));
    case 'none-of':
      return !values.some((pattern) => matches(value, pattern));
    case 'at-least':
      return value !== null && value !== '' && Number(value) >= Number(bound);
    case 'at-most':
      return value !== null && value !== '' && Number(value) <= Number(bound);
  }
}

function fieldOf(lead: LeadFields, field: string): string | number | null {
  const own = LEAD_FIELDS.find((name) => name === field);
  const known = own && lead[own];
  if (typeof known === 'string' || typeof known === 'number') return known;
  const wanted = field.toLowerCase();
  const found = Object.entries(lead.attributes ?? {}).find(([name]) => name.toLowerCase() === wanted);
  return found?.[1] ?? null;
}

/** Upper and lower case are the same; `*` stands for any text. */
function matches(value: string | number | null, pattern: string): boolean {
  const text = String(value ?? '')
    .trim()
    .toLowerCase();
  const parts = pattern.trim().toLowerCase().split('*');
  if (parts.length === 1) return text === parts[0];
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

import type { LeadFields } from '../../vocabulary.ts';
import { readInstant } from './read-instant.ts';
import { readPath } from './read-path.ts';

type TextField = Exclude<keyof LeadFields, 'score' | 'createdAt' | 'attributes'>;

const TEXT_FIELDS = [
  'name',
  'company',
  'title',
  'email',
  'phone',
  'source',
  'campaign',
  'ownerEmail',
  'url',
] as const satisfies readonly TextField[];

const ATTRIBUTE = 'attributes.';
const MAX_LENGTH = 10_000;
const MAX_NAME_LENGTH = 100;
const MAX_ATTRIBUTES = 50;

/**
 * What an item says of the lead, by the paths of `fields`; `attributes.plan` names an attribute. Blank says nothing,
 * null clears, and what does not fit a field is left out. Undefined: nothing at all is said.
 */
export function readLead(item: unknown, fields: Readonly<Record<string, string>>): LeadFields | undefined {
  const at = (field: string) => {
    const path = Object.hasOwn(fields, field) ? fields[field] : undefined;
    return path ? readPath(item, path) : undefined;
  };
  const lead: LeadFields = {};
  for (const field of TEXT_FIELDS) {
    const value = readField(at(field));
    if (value !== undefined) lead[field] = value;
  }
  const score = readField(at('score'));
  if (score === null) lead.score = null;
  else if (score !== undefined && Number.isFinite(Number(score))) lead.score = Number(score);
  const createdAt = readInstant(at('createdAt'));
  if (createdAt) lead.createdAt = createdAt.toISOString();
  const attributes = readAttributes(fields, at);
  if (attributes) lead.attributes = attributes;
  return Object.keys(lead).length > 0 ? lead : undefined;
}

function readAttributes(fields: Readonly<Record<string, string>>, at: (field: string) => unknown) {
  const found = Object.keys(fields)
    .filter((field) => field.startsWith(ATTRIBUTE))
    .flatMap((field) => {
      const name = field.slice(ATTRIBUTE.length);
      const value = readField(at(field));
      return name && name.length <= MAX_NAME_LENGTH && value ? [[name, value] as const] : [];
    });
  return found.length > 0 ? Object.fromEntries(found.slice(0, MAX_ATTRIBUTES)) : undefined;
}

/** One odd character in a name is no reason to lose what happened to the lead. */
function readField(value: unknown): string | null | undefined {
  if (value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value).replaceAll('\u0000', '').slice(0, MAX_LENGTH).toWellFormed().trim();
  return text === '' ? undefined : text;
}

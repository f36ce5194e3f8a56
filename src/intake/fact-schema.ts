import { z } from 'zod';
import { hashedEventId } from '../leads/event-id.ts';
import type { NewFact } from '../leads/fact.ts';
import { isReservedOrigin, reservedOriginFault } from '../leads/reserved-origins.ts';
import { isStage } from '../vocabulary.ts';

const DEFAULT_ORIGIN = 'api';

const key = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters');
const field = z.string().max(10_000, 'is longer than 10,000 characters').nullish();
/** Salesforce and others write the offset without its colon. */
const instant = z
  .string('must be text')
  .transform((text) => text.trim().replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  .pipe(
    z.iso.datetime({
      offset: true,
      error: 'must be ISO 8601 with an offset, such as 2026-01-05T09:00:00Z',
    }),
  );

/** What may be sent of the lead itself. Absent says nothing, null clears. */
const leadSchema = z.object({
  name: field,
  company: field,
  title: field,
  email: field,
  phone: field,
  score: z.number('must be a number').nullish(),
  source: field,
  campaign: field,
  ownerEmail: field,
  url: field,
  createdAt: instant.nullish(),
  attributes: z
    .record(
      z.string().max(100, 'is longer than 100 characters'),
      z.union([z.string(), z.number(), z.boolean(), z.null()], 'must be text, a number or true/false'),
    )
    .transform(withoutNulls)
    .refine((map) => Object.keys(map).length <= 50, 'has more than 50 entries')
    .nullish()
    .describe('Whatever else is known of the lead; policies may ask for it. Null says nothing'),
});

/** One stage change as it is posted to the intake. */
const stageChangeSchema = z.object({
  id: key.nullish().describe('Unique per origin; absent: a hash of origin, lead, value and time'),
  leadId: key,
  stage: key.describe('One of lead, mql, sql, rejected, recycled, opportunity, won, lost'),
  occurredAt: instant.describe('ISO 8601 with offset'),
  origin: key
    .nullish()
    .describe('Who reports it; ids are unique within an origin; slack and correction are taken'),
  lead: leadSchema.nullish(),
});

/** What `POST /api/stage-changes` takes: one, or an array of up to a thousand. */
export const intakeSchema = z.union([stageChangeSchema, z.array(stageChangeSchema).max(1000)]);

/** The fact that an item says, or what is wrong with it, naming the field. */
export function parseStageChange(item: unknown): { fact: NewFact } | { error: string } {
  const parsed = stageChangeSchema.safeParse(withoutBlanks(item));
  if (!parsed.success) return { error: parsed.error.issues.map(faultInWords).join('; ') };
  const { id, leadId, stage: reported, occurredAt, lead } = parsed.data;
  const origin = parsed.data.origin ?? DEFAULT_ORIGIN;
  if (isReservedOrigin(origin)) return { error: reservedOriginFault(origin) };
  const stage = reported.toLowerCase();
  if (!isStage(stage)) {
    return {
      error: `stage "${reported}" is not known; send one of lead, mql, sql, rejected, recycled, opportunity, won, lost`,
    };
  }
  const common = { origin, leadId, reported, occurredAt: new Date(occurredAt) };
  return {
    fact: { kind: 'stage', ...common, stage, eventId: id ?? hashedEventId(common), lead: lead ?? undefined },
  };
}

function faultInWords(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.') || 'the item';
  const isMissing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  return isMissing
    ? `${path} is missing`
    : `${path} ${issue.message.replace(/^Invalid input: /, 'is not valid: ')}`;
}

/** A blank field of the lead says nothing; only null clears. */
function withoutBlanks(item: unknown): unknown {
  if (!isRecord(item) || !isRecord(item.lead)) return item;
  const lead = Object.entries(item.lead).filter(
    ([, value]) => !(typeof value === 'string' && value.trim() === ''),
  );
  return { ...item, lead: Object.fromEntries(lead) };
}

function withoutNulls(attributes: Record<string, string | number | boolean | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

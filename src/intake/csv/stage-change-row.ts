import { InvalidInputError } from '../../errors.ts';
import { hashedEventId } from '../../leads/event-id.ts';
import type { NewFact } from '../../leads/fact.ts';
import { isReservedOrigin, reservedOriginFault } from '../../leads/reserved-origins.ts';
import { type LeadFields, STAGES } from '../../vocabulary.ts';
import { type InstantOptions, parseInstant } from './parse-instant.ts';
import { type CellReader, cellReader, parsedCell, required } from './row-cells.ts';
import type { StageMap } from './stage-map.ts';

/** How the columns of a file are to be understood. */
export interface StageChangePlan {
  origin: string;
  leadId: string;
  at: string;
  /** One value for all rows, or the column that holds each row's. */
  stage: { value: string } | { column: string };
  stages: StageMap;
  id?: string | undefined;
  fields: { [Field in keyof LeadFields]?: string | undefined };
  instants: InstantOptions;
  alert: boolean;
}

/** Every column that a plan asks for. */
export function plannedColumns(plan: StageChangePlan): string[] {
  const stage = 'column' in plan.stage ? [plan.stage.column] : [];
  return [plan.leadId, plan.at, ...stage, plan.id, ...Object.values(plan.fields)].filter(
    (column) => column !== undefined,
  );
}

/**
 * Turns rows into facts by a plan. The reader throws InvalidInputError for a row that cannot be one.
 * @throws {InvalidInputError} when the header lacks a planned column, or the origin is reserved.
 */
export function stageChangeReader(
  header: readonly string[],
  plan: StageChangePlan,
): (cells: readonly string[]) => NewFact | 'ignored' {
  if (isReservedOrigin(plan.origin)) throw new InvalidInputError(`The ${reservedOriginFault(plan.origin)}.`);
  const readLeadId = cellReader(header, plan.leadId, 'id');
  const readAt = parsedCell(cellReader(header, plan.at), plan.at, (text) =>
    parseInstant(text, plan.instants),
  );
  const readReported = reportedReader(header, plan);
  const readId = plan.id === undefined ? undefined : cellReader(header, plan.id, 'id');
  const readLead = leadReader(header, plan);
  const { origin, alert } = plan;
  return (cells) => {
    const reported = readReported(cells) ?? '';
    const stage = plan.stages(reported);
    if (stage === 'ignored') return stage;
    if (stage === undefined) throw new InvalidInputError(unmapped(reported, plan));
    const leadId = required(readLeadId(cells), plan.leadId);
    const occurredAt = required(readAt(cells), plan.at);
    const eventId = readId
      ? required(readId(cells), plan.id ?? '')
      : hashedEventId({ origin, leadId, reported, occurredAt });
    return {
      kind: 'stage',
      origin,
      eventId,
      leadId,
      stage,
      reported,
      occurredAt,
      lead: readLead(cells),
      alert,
    };
  };
}

function reportedReader(header: readonly string[], { stage }: StageChangePlan): CellReader {
  return 'column' in stage ? cellReader(header, stage.column) : () => stage.value.trim();
}

function unmapped(reported: string, { stage }: StageChangePlan): string {
  if (reported === '' && 'column' in stage) return `Column "${stage.column}" is blank.`;
  return `"${reported}" is no stage: say which stage it means with --map "${reported}=STAGE" (${STAGES.join(', ')}), or pass over such rows with --map "${reported}=-".`;
}

interface FieldReader {
  field: string;
  read: (cells: readonly string[]) => string | number | undefined;
}

function leadReader(
  header: readonly string[],
  { fields, instants }: StageChangePlan,
): (cells: readonly string[]) => LeadFields | undefined {
  const readers = Object.entries(fields).flatMap(([field, column]): FieldReader[] => {
    if (column === undefined) return [];
    const read = cellReader(header, column);
    if (field === 'score') return [{ field, read: parsedCell(read, column, parseScore) }];
    if (field !== 'createdAt') return [{ field, read }];
    const parse = (text: string) => parseInstant(text, instants).toISOString();
    return [{ field, read: parsedCell(read, column, parse) }];
  });
  if (readers.length === 0) return () => undefined;
  return (cells) => {
    const lead: Record<string, string | number> = {};
    for (const { field, read } of readers) {
      const value = read(cells);
      if (value !== undefined) lead[field] = value;
    }
    return lead as LeadFields;
  };
}

function parseScore(text: string): number {
  const score = /^[+-]?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  if (Number.isNaN(score)) throw new InvalidInputError(`"${text}" is no number.`);
  return score;
}

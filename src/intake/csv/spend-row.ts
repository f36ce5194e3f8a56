import { createHash } from 'node:crypto';
import { InvalidInputError } from '../../errors.ts';
import { canonicalAmount, type SpendEntry } from '../../spend/spend-entry.ts';
import { type InstantOptions, parseDay } from './parse-instant.ts';
import { cellReader, parsedCell, required } from './row-cells.ts';

/** How the columns of a file of spend are to be understood. */
export interface SpendPlan {
  amount: string;
  date: string;
  to?: string | undefined;
  channel?: string | undefined;
  campaign?: string | undefined;
  /** The columns that name a row, separated by commas. */
  id?: string | undefined;
  instants: InstantOptions;
}

/** A row of spend before the amount is read, which takes the whole column. */
export interface SpendRow {
  fromOn: string;
  toOn: string;
  amount: string;
  channel: string | undefined;
  campaign: string | undefined;
  idParts: (string | undefined)[];
}

/** Every column that a plan asks for. */
export function plannedSpendColumns(plan: Omit<SpendPlan, 'instants'>): string[] {
  return [plan.amount, plan.date, plan.to, plan.channel, plan.campaign].filter(
    (column) => column !== undefined,
  );
}

/**
 * Reads rows of spend by a plan. The reader throws InvalidInputError for a row that cannot be one.
 * @throws {InvalidInputError} when the header lacks a planned column.
 */
export function spendReader(
  header: readonly string[],
  plan: SpendPlan,
): (cells: readonly string[]) => SpendRow {
  const optional = (column: string | undefined) =>
    column === undefined ? () => undefined : cellReader(header, column);
  const day = (column: string) =>
    parsedCell(cellReader(header, column), column, (text) => parseDay(text, plan.instants));
  const readAmount = cellReader(header, plan.amount);
  const readFrom = day(plan.date);
  const readTo = plan.to === undefined ? () => undefined : day(plan.to);
  const readChannel = optional(plan.channel);
  const readCampaign = optional(plan.campaign);
  const idReaders = idColumns(header, plan.id).map((column) => cellReader(header, column, 'id'));
  return (cells) => {
    const fromOn = required(readFrom(cells), plan.date);
    const idParts = idReaders.map((read) => read(cells));
    if (idParts.length > 0 && idParts.every((part) => part === undefined)) {
      throw new InvalidInputError(`Column "${plan.id}" is blank, so the row has no id.`);
    }
    return {
      fromOn,
      toOn: readTo(cells) ?? fromOn,
      amount: required(readAmount(cells), plan.amount),
      channel: readChannel(cells),
      campaign: readCampaign(cells),
      idParts,
    };
  };
}

/** Names each row of a file: by its id, or by all it says and the how-manieth equal row it is. */
export function spendKeys(): (row: SpendRow, amount: string) => SpendEntry['spendKey'] {
  const equalRows = new Map<string, number>();
  return ({ fromOn, toOn, channel, campaign, idParts }, amount) => {
    if (idParts.length > 0) return `id:${digest(idParts)}`;
    const content = digest([fromOn, toOn, channel, campaign, canonicalAmount(amount)]);
    const count = (equalRows.get(content) ?? 0) + 1;
    equalRows.set(content, count);
    return `row:${content}:${count}`;
  };
}

function idColumns(header: readonly string[], id: string | undefined): string[] {
  if (id === undefined) return [];
  return header.includes(id.trim()) ? [id] : id.split(',').map((column) => column.trim());
}

function digest(parts: readonly (string | undefined)[]): string {
  const text = JSON.stringify(parts.map((part) => part ?? null));
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}

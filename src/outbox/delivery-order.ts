import { type SQL, sql } from 'drizzle-orm';
import type { DeliveryKind } from './delivery.ts';

/** The kinds that ping: so many an hour and no more to one person. */
export const PING_KINDS = [
  'reminder',
  'breach',
  'contact-reminder',
  'contact-breach',
] as const satisfies DeliveryKind[];

/** What a bundle of several kinds is made of. */
export const MIXED = 'mixed';

/** From here on nobody waits for it at this moment. */
export const DIGEST_PRIORITY = 3;

/** Columns of a row of `deliveries`, under its alias where it has one. */
const columnOf = (alias: string | undefined, name: string): SQL =>
  sql.raw(alias === undefined ? name : `${alias}.${name}`);

/**
 * What goes first: what somebody has just clicked or asked for, then cards, pings, digests and reports, and what is
 * written to a CRM, which may be away for hours.
 */
export function priority(alias?: string): SQL {
  const [kind, payload] = [columnOf(alias, 'kind'), columnOf(alias, 'payload')];
  return sql`case
    when ${kind} = 'write-back' then ${sql.raw(String(DIGEST_PRIORITY + 1))}
    when ${columnOf(alias, 'message_ts')} is not null or ${payload}->>'asked' is not null then 0
    when ${kind} = 'card' or ${payload}->>'of' = 'card' then 1
    when ${kind} in ('digest', 'report') then ${sql.raw(String(DIGEST_PRIORITY))}
    else 2 end`;
}

/** It pings, by itself or as a bundle of pings. */
export function isPing(alias?: string): SQL {
  const kinds = PING_KINDS.map((kind) => `'${kind}'`).join(', ');
  const kind = columnOf(alias, 'kind');
  const of = sql`${columnOf(alias, 'payload')}->>'of'`;
  return sql`(${kind} in (${sql.raw(kinds)})
    or (${kind} = 'bundle' and ${of} in (${sql.raw(`${kinds}, '${MIXED}'`)})))`;
}

/** It waits for the bundle that collects such notices, and is never sent alone. */
export const isToBeCollected: SQL = sql`(kind <> 'bundle' and payload->>'collect' is not null)`;

export const isForPerson: SQL = sql`recipient_id ~ '^[UW]'`;

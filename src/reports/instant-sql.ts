import { type SQL, sql } from 'drizzle-orm';

/** As text with its type: the two drivers send a `Date` in different ways. */
export function instantParameter(instant: Date): SQL {
  return sql`${instant.toISOString()}::timestamptz`;
}

/** A timestamptz expression as ISO 8601 in UTC, whatever the session's zone and driver. */
export function isoText(expression: SQL): SQL {
  return sql`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

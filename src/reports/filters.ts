import { eq, type SQL, sql } from 'drizzle-orm';
import { closest } from 'fastest-levenshtein';
import type { Context } from '../context.ts';
import { members } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import type { RejectionReason } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { type Role, repKey } from './breakdown.ts';
import { FILTERS, type ReportFilters } from './report-request.ts';
import type { ReportScope } from './report-scope.ts';

type Filter = string | null | undefined;

/** What the handoffs of a report are restricted to; null asks for those where the value is blank. */
export interface ScopeFilters {
  source?: string | null;
  campaign?: string | null;
  /** A Slack user id, or the owner's address as the CRM gave it. */
  rep?: string | null;
  reason?: string | null;
}

/** The filters as an answer repeats them. */
export interface EchoedFilters extends ScopeFilters {
  repName?: string;
}

/** @throws {InvalidInputError} for a rep whom nobody is, or whom several are. */
export async function resolveFilters(
  ctx: Context,
  { rejectionReasons }: { rejectionReasons: readonly RejectionReason[] },
  given: ReportFilters | undefined,
): Promise<EchoedFilters | undefined> {
  const filters: EchoedFilters = {};
  for (const name of FILTERS) {
    const value = given?.[name]?.trim() ?? given?.[name];
    if (value === undefined) continue;
    if (value === null) filters[name] = null;
    else if (name === 'rep') Object.assign(filters, await resolveRep(ctx, value));
    else filters[name] = name === 'reason' ? reasonKey(rejectionReasons, value) : value;
  }
  return Object.keys(filters).length > 0 ? filters : undefined;
}

/** Whom a name, an address, a user id or a mention means. */
async function resolveRep(ctx: Context, given: string): Promise<{ rep: string; repName?: string }> {
  const wanted = (/^<@([^>|]+)(?:\|[^>]*)?>$/.exec(given)?.[1] ?? given.replace(/^@/, '')).toLowerCase();
  const people = await ctx.db
    .select({ userId: members.userId, name: members.name, email: members.email })
    .from(members)
    .where(eq(members.workspaceId, ctx.workspaceId));
  const by = (value: (person: (typeof people)[number]) => string | null) =>
    people.filter((person) => value(person)?.trim().toLowerCase() === wanted);
  const [byId] = by((person) => person.userId);
  const [byEmail] = by((person) => person.email);
  const named = by((person) => person.name);
  const [person] = byId ? [byId] : byEmail ? [byEmail] : named;
  if (person && (byId || byEmail || named.length === 1)) return { rep: person.userId, repName: person.name };
  if (named.length > 1) {
    const which = named.map(({ email, userId }) => email ?? userId).join(', ');
    throw new InvalidInputError(
      say('Several members are called "{name}": {which}. Say which by e-mail or id.', { name: given, which }),
    );
  }
  if (wanted.includes('@')) return { rep: wanted };
  if (/^<@|^@?[UW][A-Z0-9]*\d[A-Z0-9]*$/.test(given)) return { rep: wanted.toUpperCase() };
  const names = people.map(({ name }) => name);
  throw new InvalidInputError(
    [
      say('Nobody here is called "{name}".', { name: given.slice(0, 80) }),
      ...(names.length > 0 ? [say('The nearest is {name}.', { name: closest(given, names) })] : []),
      say('Give a rep by mention, name, e-mail or user id, or rep=none.'),
    ].join(' '),
  );
}

/** The key of a reason that was given as a rep reads it. */
function reasonKey(reasons: readonly RejectionReason[], given: string): string {
  return reasons.find(({ label }) => label.trim().toLowerCase() === given.toLowerCase())?.key ?? given;
}

/** `and …` for the handoff `h`, joined as `joinsFor` says. `role`: for whom a figure counts where a rep is asked for. */
export function handoffsWanted({ filters }: ReportScope, role: Role): SQL {
  return sql`${matches(sql`h.source`, filters.source)} ${matches(sql`h.campaign`, filters.campaign)}
    ${matches(sql`h.reason`, filters.reason)} ${ofRep(repKey(role), filters.rep)}`;
}

/** `and …` for the lead `l` that never was handed over, with its owner `m`: it has no reason. */
export function leadsWanted({ filters }: ReportScope): SQL {
  return sql`${matches(sql`l.source`, filters.source)} ${matches(sql`l.campaign`, filters.campaign)}
    ${matches(sql`null::text`, filters.reason)} ${ofRep(repKey('owner'), filters.rep)}`;
}

/** `and …` for an entry of spend. Spend that names no channel is that of no source, also not of leads without one. */
export function spendWanted({ filters }: ReportScope): SQL {
  if (filters.source === null || filters.campaign === null) return sql`and false`;
  return sql`${matches(sql`channel`, filters.source)} ${matches(sql`campaign`, filters.campaign)}`;
}

/** Whether a value passes one filter, by the same rule as in the database. */
export function isWanted(value: string | null | undefined, filter: string | null | undefined): boolean {
  if (filter === undefined) return true;
  return (value?.trim().toLowerCase() || null) === (filter?.toLowerCase() ?? null);
}

/** The scope without the filters that spend does not know. */
export function withoutRepAndReason(scope: ReportScope): ReportScope {
  const { rep: _rep, reason: _reason, ...filters } = scope.filters;
  return { ...scope, filters };
}

/** Whether it asks for something that spend does not know. */
export function hasNoSpend({ filters }: Pick<ReportScope, 'filters'>): boolean {
  return filters.rep !== undefined || filters.reason !== undefined;
}

function matches(column: SQL, filter: Filter): SQL {
  if (filter === undefined) return sql``;
  if (filter === null) return sql`and nullif(btrim(${column}), '') is null`;
  const ways = sql.join(
    foldings(filter).map((way) => sql`${way}::text`),
    sql`, `,
  );
  return sql`and lower(btrim(${column})) in (${ways})`;
}

/**
 * What the database may make of the value in lower case. Its collation may know no letters beyond ASCII: then it leaves
 * those as they were written, which is as a rule small, capital, or capital at the beginning.
 */
function foldings(value: string): string[] {
  const capitalised = `${value.slice(0, 1).toUpperCase()}${value.slice(1).toLowerCase()}`;
  const ascii = [value, value.toUpperCase(), capitalised].map((way) =>
    way.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
  );
  return [...new Set([value.toLowerCase(), ...ascii])];
}

function ofRep(key: SQL, filter: Filter): SQL {
  if (filter === undefined) return sql``;
  return filter === null ? sql`and ${key} is null` : sql`and ${key} = ${filter}`;
}

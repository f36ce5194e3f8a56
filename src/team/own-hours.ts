import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { members } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import type { WorkingHours } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { ensureMember } from './ensure-member.ts';
import { holidayRegionFault, holidayRegionNamed } from './holidays.ts';
import type { Member } from './members.ts';
import { oweHandOvers } from './owe-hand-overs.ts';
import { requireSelfOrManager } from './require-self-or-manager.ts';
import { workingHoursFaults, workingMsPerWeek } from './working-calendar.ts';
import { lockWorkspace } from './workspace.ts';

/** What differs from the team's; null where the team's holds. */
export interface OwnHours {
  workingHours: WorkingHours[] | null;
  /** IANA name. */
  timeZone: string | null;
  holidayRegion: string | null;
}

/**
 * Sets somebody's own hours, zone and holidays, all three at once.
 * @param input.person who that is in Slack; needed for somebody who is no member yet.
 * @throws {NotAllowedError} unless it is oneself or a manager says so; {InvalidInputError} naming what cannot be.
 */
export async function setOwnHours(
  ctx: Context,
  input: OwnHours & { userId: string; person?: Person | undefined },
): Promise<Member> {
  const { userId, person, workingHours, timeZone } = input;
  requireSelfOrManager(ctx, userId, 'change somebody else’s working hours');
  const [fault] = faultsOf(input);
  if (fault) throw new InvalidInputError(fault);
  const holidayRegion = input.holidayRegion && (holidayRegionNamed(input.holidayRegion) ?? null);
  return inTransaction(ctx, async (tx) => {
    await lockWorkspace(tx);
    const before = await ensureMember(tx, userId, person);
    const after = { workingHours, ownTimeZone: timeZone, holidayRegion };
    await tx.db
      .update(members)
      .set(after)
      .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId)));
    await oweHandOvers(tx);
    await recordAudit(tx, 'own hours set', userId, {
      before: {
        workingHours: before.workingHours,
        ownTimeZone: before.ownTimeZone,
        holidayRegion: before.holidayRegion,
      },
      after,
    });
    return { ...before, ...after };
  });
}

const LEAST_MS_A_WEEK = 4 * 3_600_000;

function faultsOf({ workingHours, timeZone, holidayRegion }: OwnHours): string[] {
  const faults = workingHours ? workingHoursFaults(workingHours) : [];
  const week = workingHours && faults.length === 0 && { timeZone: 'UTC', hours: workingHours, holidays: [] };
  if (week && workingMsPerWeek({ spec: week }) < LEAST_MS_A_WEEK) {
    faults.push(
      say('Working hours make up at least four hours a week; leads would wait for months otherwise.'),
    );
  }
  if (timeZone !== null && !isTimeZone(timeZone))
    faults.push(say('“{timeZone}” is not a time zone. Write it like Europe/Berlin.', { timeZone }));
  const regionFault = holidayRegion === null ? undefined : holidayRegionFault(holidayRegion);
  return regionFault ? [...faults, regionFault] : faults;
}

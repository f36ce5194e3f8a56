import { addDays, localDateOf, startOfLocalDay } from '../../lib/local-date.ts';
import type { Colleague, Rep, Roster } from '../../routing/roster.ts';
import { memberCalendar, nextAtWork, type TeamCalendar } from '../../team/member-calendar.ts';
import type { Member } from '../../team/members.ts';
import type { Workspace } from '../../team/workspace.ts';

interface Absent {
  fromAt: Date;
  untilAt: Date;
}

/** Today's people at an instant of the past: `at` says which. */
export interface PastRoster {
  roster: Roster;
  at(now: Date): void;
}

/**
 * The rotation as it would have been: today's reps with their hours, weights and caps, none of whom has had a lead yet,
 * and the absences of that time. Who is at work is worked out only when somebody asks.
 */
export function createPastRoster(input: {
  members: readonly Member[];
  absences: ReadonlyMap<string, readonly Absent[]>;
  team: TeamCalendar;
  workspace: Workspace;
}): PastRoster {
  const { members, absences, team, workspace } = input;
  const clock = { now: new Date(0) };
  const toColleague = (member: Member): Colleague => {
    const calendar = memberCalendar(team, member, workspace);
    const ofMember = absences.get(member.userId) ?? [];
    let known: { now: Date; worksAt: Date | undefined } | undefined;
    return {
      userId: member.userId,
      name: member.name,
      calendar,
      get worksAt() {
        if (known?.now !== clock.now) {
          known = { now: clock.now, worksAt: nextAtWork(calendar, ofMember, clock.now) };
        }
        return known.worksAt;
      },
      get away() {
        const absence = ofMember.find(({ fromAt, untilAt }) => fromAt <= clock.now && clock.now < untilAt);
        return absence && { until: absence.untilAt };
      },
    };
  };
  const reps = members.filter((member) => member.isRep).map((member) => toRep(member, toColleague, clock));
  const roster: Roster = {
    reps,
    floor: 0,
    poolChannelId: workspace.poolChannelId,
    others: new Map(
      members.filter((member) => !member.isRep).map((member) => [member.userId, toColleague(member)]),
    ),
    tomorrowAt: new Date(0),
  };
  return {
    roster,
    at(now) {
      clock.now = now;
      if (now < roster.tomorrowAt) return;
      roster.tomorrowAt = startOfLocalDay(addDays(localDateOf(now, team.timeZone), 1), team.timeZone);
      for (const rep of reps) rep.today = 0;
    },
  };
}

/** Whoever is paused today has been so since then; whoever a replay pauses is so until they decide something. */
function toRep(member: Member, toColleague: (member: Member) => Colleague, clock: { now: Date }): Rep {
  const { weight, dailyCap, openCap, pausedAt } = member;
  let isPausedHere = false;
  const rep = {
    ...{ turns: 0, turnsOwed: 0, weight, dailyCap, openCap, today: 0, open: 0, lapses: 0 },
    get isPaused() {
      return isPausedHere || (pausedAt !== null && pausedAt <= clock.now);
    },
    set isPaused(value: boolean) {
      isPausedHere = value;
    },
  };
  // Not by spreading, which would ask now what is to be asked at each instant.
  return Object.defineProperties(rep, Object.getOwnPropertyDescriptors(toColleague(member))) as Rep;
}

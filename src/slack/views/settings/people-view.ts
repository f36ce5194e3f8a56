import type { types } from '@slack/bolt';
import type { PeoplePage, PersonStanding } from '../../../team/list-people.ts';
import type { Role } from '../../../vocabulary.ts';
import { formatList } from '../../../words/formats.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { actions, button, context, section, type Wording } from '../../messages/message.ts';
import { dateToken } from '../../messages/times.ts';
import { type Trail, writeTrail } from './trail.ts';

export const PEOPLE_A_PAGE = 12;

/** Everybody with a role and how they take part. */
export function peopleView(
  { people, page, pages, total }: PeoplePage,
  trail: Trail,
  wording: Wording,
): types.ModalView {
  const turn = [
    ...(page > 1 ? [button(say('← Previous'), ACTION.peoplePageBack, String(page - 1))] : []),
    ...(page < pages ? [button(say('Next →'), ACTION.peoplePage, String(page + 1))] : []),
  ];
  return {
    type: 'modal',
    private_metadata: writeTrail({ settingsViewId: trail.settingsViewId, page }),
    title: { type: 'plain_text', text: say('People and rotation') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [
      actions(button(say('Add people…'), ACTION.addPeople, 'people', total === 0 ? 'primary' : undefined)),
      ...(total === 0 ? [section(say('Nobody takes part yet. Add the reps who are to get leads.'))] : []),
      ...people.map((person) => ({
        ...section(rowOf(person, wording)),
        accessory: button(say('Edit…'), ACTION.editPerson, person.member.userId),
      })),
      ...(turn.length > 0 ? [actions(...turn)] : []),
      context(
        pages > 1
          ? say('Page {page} of {pages}: {total, plural, one {# person} other {# people}} in all.', {
              ...{ page, pages, total },
            })
          : say('Turns: the rep with the fewest, compared with their weight, gets the next lead.'),
      ),
    ],
  };
}

function rowOf({ member, openLeads, absence }: PersonStanding, { timeZone, now }: Wording): string {
  const { userId, isRep, isManager, isAdmin, pausedAt } = member;
  const roles: Role[] = [
    ...(isRep ? ['rep' as const] : []),
    ...(isManager ? ['manager' as const] : []),
    ...(isAdmin ? ['admin' as const] : []),
  ];
  const facts = [
    formatList(roles.map(sayRole)),
    ...(pausedAt ? [say('⏸️ paused')] : []),
    ...(absence ? [sayAbsence(absence, { timeZone, now })] : []),
    ...(isRep ? termsOf(member) : []),
    ...(isRep || openLeads > 0
      ? [say('{leads, plural, one {# open lead} other {# open leads}}', { leads: openLeads })]
      : []),
  ];
  return `<@${userId}>\n${facts.join(' · ')}`;
}

export function sayRole(role: Role): string {
  switch (role) {
    case 'rep':
      return say('Rep');
    case 'manager':
      return say('Manager');
    case 'admin':
      return say('Admin');
  }
}

function sayAbsence(
  { fromAt, untilAt }: { fromAt: Date; untilAt: Date },
  { timeZone, now }: Wording,
): string {
  return fromAt <= now
    ? say('🌴 away until {until}', { until: dateToken(untilAt, timeZone) })
    : say('🌴 away from {from} until {until}', {
        from: dateToken(fromAt, timeZone),
        until: dateToken(untilAt, timeZone),
      });
}

function termsOf({ weight, dailyCap, openCap, turns, workingHours, ownTimeZone }: PersonStanding['member']) {
  return [
    say('weight {weight}, {turns, plural, one {# turn} other {# turns}}', {
      ...{ weight, turns: Math.round(turns * 10) / 10 },
    }),
    ...(dailyCap === null ? [] : [say('at most {cap, number} a day', { cap: dailyCap })]),
    ...(openCap === null ? [] : [say('at most {cap, number} open at once', { cap: openCap })]),
    ...(workingHours || ownTimeZone ? [say('own working hours')] : []),
  ];
}

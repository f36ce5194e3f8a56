import type { types } from '@slack/bolt';
import type { LocalDate } from '../../../lib/local-date.ts';
import type { PersonStanding } from '../../../team/list-people.ts';
import type { RemovalPreview } from '../../../team/preview-removal.ts';
import { formatWorkingHours } from '../../../team/working-hours.ts';
import { ROLES, type Role } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { actions, section } from '../../messages/message.ts';
import { checkboxes, inputField, plainOption, textInput } from '../form-fields.ts';
import { wholeNumber } from './fields.ts';
import { formView } from './form-view.ts';
import { sayRole } from './people-view.ts';
import { sayRemoval } from './say-removal.ts';
import type { Trail } from './trail.ts';

export const PERSON_FIELD = {
  ...{ roles: 'roles', paused: 'paused', weight: 'weight', dailyCap: 'dailyCap', openCap: 'openCap' },
  ...{ hours: 'hours', timeZone: 'timeZone', region: 'region', from: 'from', last: 'last' },
} as const;

/** The days of an absence, both included, as somebody in the person's zone sees them. */
export interface AbsenceDays {
  fromOn: LocalDate | null;
  lastOn: LocalDate | null;
}

/** What one person is and how they take part. */
export function personView(
  { member }: PersonStanding,
  about: { absence: AbsenceDays; removal: RemovalPreview; mayGrant: readonly Role[]; trail: Trail },
): types.ModalView {
  const { absence, removal, mayGrant, trail } = about;
  const { weight, dailyCap, openCap, workingHours, ownTimeZone, holidayRegion, pausedAt, isRep } = member;
  const has = { rep: isRep, manager: member.isManager, admin: member.isAdmin };
  const day = (name: string, initial: LocalDate | null): types.Datepicker => ({
    type: 'datepicker',
    action_id: name,
    ...(initial ? { initial_date: initial } : {}),
  });
  return formView({ callbackId: VIEW.person, title: say('Edit a person'), trail }, [
    section(`<@${member.userId}>`),
    inputField(PERSON_FIELD.roles, say('Roles'), {
      hint: sayRemoval(removal),
      optional: true,
      element: checkboxes(
        PERSON_FIELD.roles,
        mayGrant.map((role) => plainOption(role, sayRole(role))),
        ROLES.filter((role) => has[role]),
      ),
    }),
    inputField(PERSON_FIELD.paused, say('Rotation'), {
      optional: true,
      element: checkboxes(
        PERSON_FIELD.paused,
        [plainOption('paused', say('Paused: no new leads until this is unticked'))],
        pausedAt ? ['paused'] : [],
      ),
    }),
    inputField(PERSON_FIELD.weight, say('Weight'), {
      hint: say('1 is the usual share of leads, 2 is twice as many.'),
      element: wholeNumber(PERSON_FIELD.weight, weight),
    }),
    inputField(PERSON_FIELD.dailyCap, say('Leads a day, at most'), {
      hint: say('From the rotation. Empty: no limit.'),
      optional: true,
      element: wholeNumber(PERSON_FIELD.dailyCap, dailyCap),
    }),
    inputField(PERSON_FIELD.openCap, say('Open leads at once, at most'), {
      hint: say('Empty: no limit.'),
      optional: true,
      element: wholeNumber(PERSON_FIELD.openCap, openCap),
    }),
    inputField(PERSON_FIELD.hours, say('Own working hours'), {
      hint: say('Such as Mon-Thu 09:00-17:00. Empty: the team’s.'),
      optional: true,
      element: textInput(PERSON_FIELD.hours, workingHours ? formatWorkingHours(workingHours) : '', {
        longest: 500,
      }),
    }),
    inputField(PERSON_FIELD.timeZone, say('Own time zone'), {
      hint: say('Such as Asia/Tokyo. Empty: the team’s.'),
      optional: true,
      element: textInput(PERSON_FIELD.timeZone, ownTimeZone ?? ''),
    }),
    inputField(PERSON_FIELD.region, say('Own public holidays'), {
      hint: say('Such as JP or DE-BY. Empty: the team’s.'),
      optional: true,
      element: textInput(PERSON_FIELD.region, holidayRegion ?? ''),
    }),
    inputField(PERSON_FIELD.from, say('Away from'), {
      hint: say('New leads go to others on these days. Empty both to end it.'),
      optional: true,
      element: day(PERSON_FIELD.from, absence.fromOn),
    }),
    inputField(PERSON_FIELD.last, say('Last day away'), {
      optional: true,
      element: day(PERSON_FIELD.last, absence.lastOn),
    }),
    actions(removeButton(member.userId, removal)),
  ]);
}

function removeButton(userId: string, removal: RemovalPreview): types.Button {
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  return {
    ...{ type: 'button', action_id: ACTION.removePerson, value: userId, style: 'danger' },
    text: plain(say('Remove from all roles…')),
    confirm: {
      title: plain(say('Remove from all roles?')),
      text: plain(sayRemoval(removal)),
      confirm: plain(say('Remove')),
      deny: plain(say('Cancel')),
      style: 'danger',
    },
  };
}

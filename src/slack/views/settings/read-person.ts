import { AppError } from '../../../errors.ts';
import { isTimeZone } from '../../../lib/time-zone.ts';
import type { PersonChange } from '../../../team/change-person.ts';
import { holidayRegionFault, holidayRegionNamed } from '../../../team/holidays.ts';
import { parseWorkingHours } from '../../../team/working-hours.ts';
import { isRole, type Role } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import type { FormValues } from '../form-values.ts';
import { fieldOf, numberIn, tickedIn, typedIn } from './fields.ts';
import { type AbsenceDays, PERSON_FIELD } from './person-view.ts';

type Read =
  | { errors: Record<string, string> }
  | { change: Omit<PersonChange, 'absence' | 'roles'>; roles: Role[]; days: AbsenceDays };

/** What the form of a person holds, or what is wrong with its fields. */
export function readPerson(values: FormValues): Read {
  const errors: Record<string, string> = {};
  const [hours, timeZone, region] = [PERSON_FIELD.hours, PERSON_FIELD.timeZone, PERSON_FIELD.region].map(
    (name) => typedIn(values, name).trim(),
  );
  const workingHours = hours ? read(errors, PERSON_FIELD.hours, () => parseWorkingHours(hours)) : null;
  if (timeZone && !isTimeZone(timeZone)) {
    errors[PERSON_FIELD.timeZone] = say('“{zone}” is not a time zone. Write it like Europe/Berlin.', {
      zone: timeZone,
    });
  }
  const regionFault = region ? holidayRegionFault(region) : undefined;
  if (regionFault) errors[PERSON_FIELD.region] = regionFault;
  const days = daysIn(values);
  if (days.fromOn && !days.lastOn) errors[PERSON_FIELD.last] = say('Choose the last day.');
  if (days.lastOn && !days.fromOn) errors[PERSON_FIELD.from] = say('Choose the first day.');
  if (days.fromOn && days.lastOn && days.lastOn < days.fromOn)
    errors[PERSON_FIELD.last] = say('The last day comes before the first.');
  if (Object.keys(errors).length > 0) return { errors };
  const holidayRegion = region ? (holidayRegionNamed(region) ?? null) : null;
  return {
    change: {
      weight: numberIn(values, PERSON_FIELD.weight),
      dailyCap: capIn(values, PERSON_FIELD.dailyCap),
      openCap: capIn(values, PERSON_FIELD.openCap),
      isPaused: tickedIn(values, PERSON_FIELD.paused).includes('paused'),
      hours: { workingHours: workingHours ?? null, timeZone: timeZone || null, holidayRegion },
    },
    roles: tickedIn(values, PERSON_FIELD.roles).filter(isRole),
    days,
  };
}

function daysIn(values: FormValues): AbsenceDays {
  return {
    fromOn: fieldOf(values, PERSON_FIELD.from)?.selected_date ?? null,
    lastOn: fieldOf(values, PERSON_FIELD.last)?.selected_date ?? null,
  };
}

function capIn(values: FormValues, name: string): number | null {
  return typedIn(values, name).trim() === '' ? null : numberIn(values, name);
}

function read<Value>(errors: Record<string, string>, field: string, parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    errors[field] = error.message;
    return undefined;
  }
}

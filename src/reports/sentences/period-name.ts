import { addDays, type LocalDate } from '../../lib/local-date.ts';
import { formatDate } from '../../words/formats.ts';
import { ENGLISH } from '../../words/languages.ts';
import { say } from '../../words/say.ts';
import { currentVoice } from '../../words/voice.ts';
import { MONTHS_IN_ENGLISH } from '../period-label.ts';
import { formatDay, formatDays, formatMonth } from './dates.ts';

/** What a period is called in the reader's language: answers carry its label, which is English and what JSON says. */
export function periodName({ label }: { label: string }): string {
  if (currentVoice().language === ENGLISH) return label;
  const [, name = label, inBrackets] = /^(.*?)(?: \((.*)\))?$/.exec(label) ?? [];
  if (inBrackets === undefined) return spanName(name);
  return toDateName(inBrackets, spanName(name)) ?? withDays(spanName(name), spanName(inBrackets));
}

/** `Q1`, `H1`, `Week 5`, days and months; anything else stays as it is. */
function spanName(name: string): string {
  if (name === 'any time') return say('any time');
  return recentName(name) ?? partOfYearName(name) ?? daysName(name) ?? name;
}

function toDateName(words: string, days: string): string | undefined {
  switch (words) {
    case 'week to date':
      return say('{days} (week to date)', { days });
    case 'month to date':
      return say('{days} (month to date)', { days });
    case 'quarter to date':
      return say('{days} (quarter to date)', { days });
    case 'half to date':
      return say('{days} (half to date)', { days });
    case 'year to date':
      return say('{days} (year to date)', { days });
    default:
      return undefined;
  }
}

function withDays(name: string, days: string): string {
  return say('{name} ({days})', { name, days });
}

function recentName(name: string): string | undefined {
  const [whole, count = '1'] = /^Last (?:day|(\d+) days), today included$/.exec(name) ?? [];
  if (whole === undefined) return undefined;
  return say('{count, plural, one {Last day} other {Last # days}}, today included', { count: Number(count) });
}

function partOfYearName(name: string): string | undefined {
  const [, week, yearOfWeek = ''] = /^Week (\d+) (\d{4})$/.exec(name) ?? [];
  if (week !== undefined) return say('Week {week} {year}', { week, year: yearOfWeek });
  const [, fiscalYear, fiscalPart] = /^FY(\d{4})(?: ([QH]\d))?$/.exec(name) ?? [];
  if (fiscalYear !== undefined) {
    if (fiscalPart === undefined) return say('FY{year}', { year: fiscalYear });
    return partName(fiscalPart, say('FY{year}', { year: fiscalYear }));
  }
  const [, part, year] = /^(?:([QH]\d) )?(\d{4})$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  const yearName = formatDate(`${year}-01-01`, { year: 'numeric' });
  return part === undefined ? yearName : partName(part, yearName);
}

function partName(part: string, year: string): string {
  const number = part.slice(1);
  return part.startsWith('Q')
    ? say('Q{number} {year}', { number, year })
    : say('H{number} {year}', { number, year });
}

const DAYS = /^(?:(\d{1,2})(?: ([A-Z][a-z]{2})(?: (\d{4}))?)? – )?(?:(\d{1,2}) )?([A-Z][a-z]{2}) (\d{4})$/;

function daysName(name: string): string | undefined {
  const [, firstDay, firstMonth, firstYear, day, month = '', year = ''] = DAYS.exec(name) ?? [];
  const lastOn = dateOf(year, month, day ?? '1');
  if (lastOn === undefined) return undefined;
  if (day === undefined) return formatMonth(lastOn);
  const firstOn = firstDay && dateOf(firstYear ?? year, firstMonth ?? month, firstDay);
  return firstOn ? formatDays(firstOn, addDays(lastOn, 1)) : formatDay(lastOn);
}

function dateOf(year: string, month: string, day: string): LocalDate | undefined {
  const index = MONTHS_IN_ENGLISH.indexOf(month);
  if (index < 0) return undefined;
  return `${year}-${String(index + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

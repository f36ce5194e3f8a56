import { say } from '../../words/say.ts';

// What figures count, for lists and sums: each stands for itself.

export function mqlsTerm(count: number): string {
  return say('{count, plural, one {# MQL} other {# MQLs}}', { count });
}

export function sqlsTerm(count: number): string {
  return say('{count, plural, one {# SQL} other {# SQLs}}', { count });
}

export function leadsTerm(count: number): string {
  return say('{count, plural, one {# lead} other {# leads}}', { count });
}

export function handedOverTerm(count: number): string {
  return say('{count, number} handed over', { count });
}

export function acceptedTerm(count: number): string {
  return say('{count, number} accepted', { count });
}

export function rejectedTerm(count: number): string {
  return say('{count, number} rejected', { count });
}

export function recycledTerm(count: number): string {
  return say('{count, number} recycled', { count });
}

export function withdrawnTerm(count: number): string {
  return say('{count, number} withdrawn', { count });
}

export function openTerm(count: number): string {
  return say('{count, number} open', { count });
}

export function lostTerm(count: number): string {
  return say('{count, number} lost', { count });
}

export function wasteTerm(count: number): string {
  return say('{count, number} waste', { count });
}

export function decidedLateTerm(count: number): string {
  return say('{count, number} decided late', { count });
}

export function undecidedTerm(count: number): string {
  return say('{count, number} undecided', { count });
}

export function excusedTerm(count: number): string {
  return say('{count, number} excused', { count });
}

export function decidedInTimeTerm(count: number): string {
  return say('{count, number} decided in time', { count });
}

export function decidedOrOverdueTerm(count: number): string {
  return say('{count, number} decided or overdue', { count });
}

export function notDueTerm(count: number): string {
  return say('{count, number} not due yet or withdrawn', { count });
}

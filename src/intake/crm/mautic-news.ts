import type { MauticOptions } from './mautic.ts';
import { CREATED } from './own-values.ts';
import { type Item, isItem, itemAt, textOf } from './read-body.ts';

const NEW = 'mautic.lead_post_save_new';
const SAVED = new Set([NEW, 'mautic.lead_post_save_update']);
const SEGMENT = /^mautic\.lead_(?:list|segment)_change$/;

interface News {
  values: string[];
  isSnapshot: boolean;
}

/** An event with the fields of all groups in one place, whatever PHP made of empty ones. */
export function contactView(item: Item): Item & { contact: Item; fields: Item } {
  const contact = isItem(item.contact) ? item.contact : itemAt(item, 'lead');
  const fields = Object.values(itemAt(contact, 'fields'))
    .filter(isItem)
    .flatMap((group) => Object.entries(group))
    .map(([alias, field]) => [alias, isItem(field) ? (field.value ?? field.normalizedValue ?? null) : field]);
  return { ...item, contact, fields: Object.fromEntries(fields) };
}

/** The values of what is followed that an event brings; none where it is about something else. */
export function mauticNews(type: string, view: ReturnType<typeof contactView>, options: MauticOptions): News {
  const change = (...values: string[]): News => ({ values, isSnapshot: false });
  switch (options.follow) {
    case 'segment':
      if (type === NEW) return change(CREATED);
      return SEGMENT.test(type) ? change(...segmentValues(view)) : change();
    case 'points':
      if (type === NEW) return change(CREATED);
      return type === 'mautic.lead_points_change' ? change(...pointsValues(view, options.points)) : change();
    case 'tag':
      return SAVED.has(type) ? { values: tagsOf(view.contact.tags), isSnapshot: true } : change();
    case 'field': {
      const value = options.field === undefined ? undefined : textOf(view.fields[options.field] ?? '');
      const isKnown = options.field !== undefined && Object.hasOwn(view.fields, options.field);
      return SAVED.has(type) && isKnown ? { values: [value ?? ''], isSnapshot: true } : change();
    }
  }
}

function segmentValues(view: Item): string[] {
  const segment = itemAt(view, 'segment');
  const name = textOf(segment.alias) ?? textOf(segment.name) ?? textOf(segment.id);
  if (name === undefined) return [];
  return view.action === 'removed' ? [`(left ${name})`] : [name];
}

/** Only crossing the line is news. */
function pointsValues(view: Item, line: number): string[] {
  const points = itemAt(view, 'points');
  const before = numberOf(points.old_points);
  const after = numberOf(points.new_points);
  if (!Number.isFinite(before) || !Number.isFinite(after) || before >= line === after >= line) return [];
  return [after >= line ? `at least ${line} points` : `below ${line} points`];
}

function numberOf(value: unknown): number {
  return Number(textOf(value) || Number.NaN);
}

function tagsOf(tags: unknown): string[] {
  const list = Array.isArray(tags) ? tags : isItem(tags) ? Object.values(tags) : [];
  const names = list.map((tag) => (isItem(tag) ? textOf(tag.tag) : textOf(tag)) ?? '');
  return [...new Set(names)].filter((name) => name !== '');
}

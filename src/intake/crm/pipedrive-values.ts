import { ARCHIVED, RESTORED } from './own-values.ts';
import { type Item, isItem, textOf } from './read-body.ts';
import { readPath } from './read-path.ts';

/**
 * The values of the followed property that a change brings; none where it is about something else. `previous` is
 * absent for a new record.
 */
export function pipedriveValues(data: Item, previous: Item | undefined, property: string): string[] {
  if (previous && 'is_archived' in previous && previous.is_archived !== data.is_archived) {
    return [data.is_archived === true ? ARCHIVED : RESTORED];
  }
  if (property === 'labels') return labelValues(data, previous);
  if (property === 'stage') return stageValues(data, previous);
  const path = property === 'status' ? 'status' : property;
  const hasChanged = previous === undefined || readPath(previous, path) !== undefined;
  const value = plainValue(readPath(data, path));
  return hasChanged && !(previous === undefined && value === '') ? [value] : [];
}

/** Every label that was put on; blank when the last was taken off. Labels that stay are no news. */
function labelValues(data: Item, previous: Item | undefined): string[] {
  const labels = listOf(data.label_ids);
  if (previous === undefined) return labels;
  if (!('label_ids' in previous)) return [];
  const before = new Set(listOf(previous.label_ids));
  const added = labels.filter((label) => !before.has(label));
  return labels.length > 0 ? added : [''];
}

/** The stage of a deal, and its end: a deal that is won or lost stays in its stage, one opened again is back in it. */
function stageValues(data: Item, previous: Item | undefined): string[] {
  const status = textOf(data.status);
  const isClosed = status !== undefined && status !== 'open';
  const hasStageChanged = previous === undefined || 'stage_id' in previous;
  const hasStatusChanged = previous === undefined ? isClosed : 'status' in previous;
  if (hasStatusChanged && isClosed) return [status];
  return hasStageChanged || hasStatusChanged
    ? [plainValue(data.stage_id)].filter((value) => value !== '')
    : [];
}

/** Custom fields hold their value, or the id of an option, in an object. */
function plainValue(value: unknown): string {
  if (isItem(value)) return textOf(value.id ?? value.value) ?? '';
  return textOf(value) ?? '';
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? [...new Set(value.map(plainValue))].filter((text) => text !== '') : [];
}

import type { PolicyPreview } from './apply-policies.ts';

/** `3 open deadlines would move (2 sooner, 1 later), 1 of them into the past.` */
export function previewSentence({ open, moved, sooner, later, overdueNow }: PolicyPreview): string {
  if (open === 0) return 'No lead is open, so no deadline would move.';
  if (moved === 0) {
    return open === 1
      ? 'The one open deadline would not move.'
      : `None of the ${digits(open)} open deadlines would move.`;
  }
  const directions = [
    ...(sooner > 0 ? [`${digits(sooner)} sooner`] : []),
    ...(later > 0 ? [`${digits(later)} later`] : []),
  ];
  const how = directions.length > 0 ? ` (${directions.join(', ')})` : '';
  const past = overdueNow > 0 ? `, ${digits(overdueNow)} of them into the past` : '';
  return `${digits(moved)} open ${moved === 1 ? 'deadline' : 'deadlines'} would move${how}${past}.`;
}

function digits(count: number): string {
  return count.toLocaleString('en');
}

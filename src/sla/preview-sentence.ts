import { say } from '../words/say.ts';
import type { PolicyPreview } from './apply-policies.ts';

/** `3 open deadlines would move (2 sooner, 1 later), 1 of them into the past.` */
export function previewSentence({ open, moved, sooner, later, overdueNow }: PolicyPreview): string {
  if (open === 0) return say('No lead is open, so no deadline would move.');
  if (moved === 0) {
    return open === 1
      ? say('The one open deadline would not move.')
      : say('None of the {open, number} open deadlines would move.', { open });
  }
  const how = [
    ...(sooner > 0 ? [say('{sooner, number} sooner', { sooner })] : []),
    ...(later > 0 ? [say('{later, number} later', { later })] : []),
  ].join(', ');
  return overdueNow > 0
    ? say(
        '{moved, plural, one {# open deadline} other {# open deadlines}} would move ({how}), {past, number} of them into the past.',
        { moved, how, past: overdueNow },
      )
    : say('{moved, plural, one {# open deadline} other {# open deadlines}} would move ({how}).', {
        moved,
        how,
      });
}

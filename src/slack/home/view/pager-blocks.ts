import type { types } from '@slack/bolt';
import type { QueuePage } from '../../../leads/list-queue-page.ts';
import { ACTION } from '../../action-ids.ts';
import { actions, button, context } from '../../messages/message.ts';
import { type HomePages, writePages } from '../pages.ts';

/** Which of the leads are shown, and the way to the others. Every button carries the pages that it leads to. */
export function pagerBlocks(
  { counts, page, pages, from, cards }: QueuePage,
  shown: HomePages,
  list: keyof HomePages,
): types.KnownBlock[] {
  const number = (count: number) => count.toLocaleString('en');
  const overdue = counts.overdue > 0 ? `⏰ ${number(counts.overdue)} overdue. ` : '';
  const range =
    pages > 1
      ? `Shown: ${number(from)} to ${number(from + cards.length - 1)} of ${number(counts.total)}, the most urgent first.`
      : 'The most urgent first.';
  const to = (other: number) => writePages({ ...shown, [list]: other });
  const buttons = [
    ...(page > 1 ? [button('← Previous', ACTION.previousPage, to(page - 1))] : []),
    ...(page < pages ? [button('Next →', ACTION.nextPage, to(page + 1))] : []),
  ];
  return [context(overdue + range), ...(buttons.length > 0 ? [actions(...buttons)] : [])];
}

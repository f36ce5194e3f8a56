import type { types } from '@slack/bolt';
import type { QueuePage } from '../../../leads/list-queue-page.ts';
import { number } from '../../../reports/sentences/words.ts';
import { ACTION } from '../../action-ids.ts';
import { actions, button, context } from '../../messages/message.ts';
import { type HomePages, writePages } from '../pages.ts';

/** Which of the leads are shown; `first` stands before. */
export function shownBlock({ counts, pages, from, cards }: QueuePage, first = ''): types.ContextBlock {
  const range = `Shown: ${number(from)} to ${number(from + cards.length - 1)} of ${number(counts.total)}, the most urgent first.`;
  return context([first, pages > 1 ? range : 'The most urgent first.'].filter(Boolean).join(' '));
}

/** The way to the other leads. Every button carries the pages that it leads to. */
export function pagerBlocks(
  { page, pages }: Pick<QueuePage, 'page' | 'pages'>,
  shown: HomePages,
  list: keyof HomePages,
): types.KnownBlock[] {
  const to = (other: number) => writePages({ ...shown, [list]: other });
  const buttons = [
    ...(page > 1 ? [button('← Previous', ACTION.previousPage, to(page - 1))] : []),
    ...(page < pages ? [button('Next →', ACTION.nextPage, to(page + 1))] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
}

import type { types } from '@slack/bolt';
import type { QueuePage } from '../../../leads/list-queue-page.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { actions, button, context } from '../../messages/message.ts';
import { type HomePages, writePages } from '../pages.ts';

/** Which of the leads are shown; `first` stands before. */
export function shownBlock({ counts, pages, from, cards }: QueuePage, first = ''): types.ContextBlock {
  const range =
    pages > 1
      ? say('Shown: {from, number} to {to, number} of {total, number}, the most urgent first.', {
          ...{ from, to: from + cards.length - 1, total: counts.total },
        })
      : say('The most urgent first.');
  return context([first, range].filter(Boolean).join(' '));
}

/** The way to the other leads. Every button carries the pages that it leads to. */
export function pagerBlocks(
  { page, pages }: Pick<QueuePage, 'page' | 'pages'>,
  shown: HomePages,
  list: keyof HomePages,
): types.KnownBlock[] {
  const to = (other: number) => writePages({ ...shown, [list]: other });
  const buttons = [
    ...(page > 1 ? [button(say('← Previous'), ACTION.previousPage, to(page - 1))] : []),
    ...(page < pages ? [button(say('Next →'), ACTION.nextPage, to(page + 1))] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
}

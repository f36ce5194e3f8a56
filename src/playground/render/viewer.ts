import type { PretendSlack } from '../pretend/pretend-slack.ts';
import type { Conversation, Person } from '../pretend/workspace.ts';

/** Who looks at the page, and at which conversation. */
export type Viewer = {
  slack: PretendSlack;
  person: Person;
  conversation: Conversation;
  /** The page stands in a frame beside another person's. */
  isBeside?: boolean;
  /** It is drawn in the pane of a thread. */
  isThread?: boolean;
  /** Keeps ids apart that messages have in common. */
  surface?: string;
};

export function pageUrl(
  { person, isBeside }: Pick<Viewer, 'person' | 'isBeside'>,
  conversationId: string,
  tab?: 'home',
): string {
  const query = {
    as: person.name,
    in: conversationId,
    ...(tab && { tab }),
    ...(isBeside && { beside: '1' }),
  };
  return `/?${new URLSearchParams(query)}`;
}

/** Tells what stands twice on a page with two people apart. */
export function whose({ person, isBeside }: Viewer): string {
  return isBeside ? ` of ${person.realName.split(' ')[0]}` : '';
}

import type { PretendSlack } from '../pretend/pretend-slack.ts';
import type { Conversation, Person } from '../pretend/workspace.ts';

/** Who looks at the page, and at which conversation; `surface` keeps ids apart that messages have in common. */
export type Viewer = { slack: PretendSlack; person: Person; conversation: Conversation; surface?: string };

export function pageUrl(personName: string, conversationId: string, tab?: 'home'): string {
  return `/?${new URLSearchParams({ as: personName, in: conversationId, ...(tab && { tab }) })}`;
}

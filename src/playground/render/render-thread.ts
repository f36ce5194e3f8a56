import type { Message } from '../pretend/message-store.ts';
import type { PretendSlack } from '../pretend/pretend-slack.ts';
import { type Html, html } from './html.ts';
import { type Fragment, isReply, threadFragments } from './render-messages.ts';
import { type Viewer, whose } from './viewer.ts';

export interface Thread {
  ts: string;
  rows: Fragment[];
}

/** The message that a thread hangs from; undefined where there is none that this person sees. */
export function threadRoot(
  slack: PretendSlack,
  channelId: string,
  ts: string,
  personId: string,
): Message | undefined {
  const root = slack.messages.find(channelId, ts);
  if (!root || isReply(root)) return undefined;
  return root.ephemeralFor === undefined || root.ephemeralFor === personId ? root : undefined;
}

/** A message and what was replied to it. */
export function threadOf(viewer: Viewer, ts: string | null): Thread | null {
  const { slack, person, conversation } = viewer;
  const root = ts === null ? undefined : threadRoot(slack, conversation.id, ts, person.id);
  if (!root) return null;
  const replies = slack.messages
    .inChannel(conversation.id)
    .filter(
      (message) =>
        isReply(message) &&
        message.threadTs === root.ts &&
        (message.ephemeralFor === undefined || message.ephemeralFor === person.id),
    );
  return { ts: root.ts, rows: threadFragments([root, ...replies], { ...viewer, isThread: true }) };
}

/** Where a thread opens: beside the conversation, or over it where there is no room. */
export function threadPane(viewer: Viewer): Html {
  const of = whose(viewer);
  return html`<section id="thread" aria-label="Thread${of}" hidden>
    <header><h2>Thread</h2><button type="button" class="plain close-thread" aria-label="Close the thread">✕</button></header>
    <div class="thread-scroller" tabindex="0" role="region" aria-label="Replies${of}"><div id="thread-rows" role="log" aria-label="Messages of the thread${of}"></div></div>
    <form id="thread-composer"><label for="thread-say" class="visually-hidden">Reply</label>
      <input id="thread-say" autocomplete="off" spellcheck="false" placeholder="Reply…"><button class="button primary">Send</button></form>
  </section>`;
}

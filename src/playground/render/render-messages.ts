import { createHash } from 'node:crypto';
import type { Message } from '../pretend/message-store.ts';
import { BOT } from '../pretend/workspace.ts';
import { avatarHtml } from './avatar.ts';
import { dateTokenText } from './date-token.ts';
import { type Html, html } from './html.ts';
import { renderBlocks } from './render-blocks.ts';
import { renderFiles } from './render-files.ts';
import { shortcutMenu } from './shortcut-menu.ts';
import type { Viewer } from './viewer.ts';

const MINUTE_MS = 60_000;
const MOST_SHOWN = 100;
const BLANK_TEXT = ' ';

/** One child of the message list; a changed `rev` tells the page to draw it anew. */
export type Fragment = { id: string; rev: string; html: string };

export function messageFragments(viewer: Viewer): Fragment[] {
  const { slack, person, conversation } = viewer;
  const seen = slack.messages
    .inChannel(conversation.id)
    .filter(({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === person.id);
  const replies = Map.groupBy(seen.filter(isReply), ({ threadTs }) => threadTs);
  const fragments: Fragment[] = [];
  let lastDay = '';
  for (const message of seen.filter((one) => !isReply(one)).slice(-MOST_SHOWN)) {
    const day = dateTokenText('{date_long}', postedAt(message), person.timeZone, slack.now());
    if (day !== lastDay) fragments.push(dayFragment(message, viewer));
    lastDay = day;
    const markup = messageHtml(message, viewer);
    const below = threadButton(message, replies.get(message.ts) ?? [], viewer);
    fragments.push(fragment(rowId(message), html`${markup}${below}`));
  }
  if (fragments.length === 0) fragments.push(fragment('empty', emptyHtml(viewer)));
  return fragments;
}

/** The row above which “New” stands; undefined when everything has been read. */
export function firstUnreadRow({ slack, person, conversation }: Viewer): string | undefined {
  const [first] = slack.unread(person.id, conversation.id);
  return first && rowId({ ts: isReply(first) ? (first.threadTs ?? first.ts) : first.ts });
}

function rowId({ ts }: Pick<Message, 'ts'>): string {
  return `m${ts.replace('.', '')}`;
}

/** Opens the thread below a message; one that nobody else sees has none. */
function threadButton(
  message: Message,
  replies: readonly Message[],
  { slack, person }: Viewer,
): Html | false {
  if (message.ephemeralFor !== undefined) return false;
  const last = replies.at(-1);
  const label = last
    ? html`<b>${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}</b> <span>last at ${dateTokenText('{time}', postedAt(last), person.timeZone, slack.now())}</span>`
    : html`Reply in thread`;
  return html`<button type="button" class="thread-button ${last && 'has-replies'}" id="thread-of-${message.ts}" data-thread="${message.ts}">${label}</button>`;
}

/** The messages of a thread, in their order. */
export function threadFragments(messages: readonly Message[], viewer: Viewer): Fragment[] {
  return messages.map((message) => fragment(`t${message.ts.replace('.', '')}`, messageHtml(message, viewer)));
}

export function isReply({ ts, threadTs }: Message): boolean {
  return threadTs !== undefined && threadTs !== ts;
}

function postedAt({ ts }: Message): Date {
  return new Date(Number(ts) * 1000);
}

function dayFragment(message: Message, { slack, person }: Viewer): Fragment {
  const at = postedAt(message);
  const day = dateTokenText('{date_pretty}', at, person.timeZone, slack.now());
  const words = day.charAt(0).toUpperCase() + day.slice(1);
  return fragment(`day${message.ts.replace('.', '')}`, html`<h2 class="day"><span>${words}</span></h2>`);
}

/** In the conversation, and in the thread beside it. */
const drawn = [new WeakMap<Message, Drawing>(), new WeakMap<Message, Drawing>()] as const;
type Drawing = { key: string; html: Html };

/** Drawing a card takes milliseconds, and every change anywhere draws the list: keep the last drawing while it holds. */
function messageHtml(message: Message, viewer: Viewer): Html {
  const { person, slack, isBeside } = viewer;
  const key = `${person.id} ${slack.localeOf(person.id)} ${isBeside} ${timeShown(message, slack.now(), person.timeZone)}`;
  const drawings = drawn[viewer.isThread ? 1 : 0];
  const before = drawings.get(message);
  if (before?.key === key) return before.html;
  const markup = drawMessage(message, viewer);
  drawings.set(message, { key, html: markup });
  return markup;
}

const tellsAge = new WeakMap<Message, boolean>();

/** “in 3 minutes” holds for a minute, “tomorrow” for a day. */
function timeShown(message: Message, now: Date, timeZone: string): string | number {
  const known = tellsAge.get(message) ?? JSON.stringify([message.text, message.blocks]).includes('{ago}');
  tellsAge.set(message, known);
  return known ? Math.floor(now.getTime() / MINUTE_MS) : dateTokenText('{date_num}', now, timeZone, now);
}

function drawMessage(message: Message, viewer: Viewer): Html {
  const { slack, person, isThread } = viewer;
  const surface = isThread ? `thread-${message.ts}` : message.ts;
  const author = slack.workspace.person(message.user);
  const at = postedAt(message);
  const blocks =
    message.blocks.length > 0
      ? message.blocks
      : [{ type: 'section', block_id: 'text', text: { type: 'mrkdwn', text: message.text || BLANK_TEXT } }];
  const isEphemeral = message.ephemeralFor !== undefined;
  return html`<article class="message ${isEphemeral && 'ephemeral'}" tabindex="-1"
      data-surface="message" data-ts="${message.ts}">
    ${avatarHtml(author?.realName ?? BOT.realName)}
    <div class="message-body">
      ${isEphemeral && html`<p class="only-you">Only visible to you</p>`}
      <header><strong>${author?.realName ?? BOT.realName}</strong>${message.user === BOT.userId && html`<span class="app-mark">App</span>`}
        <time datetime="${at.toISOString()}">${dateTokenText('{time}', at, person.timeZone, slack.now())}</time>
        ${!isEphemeral && shortcutMenu('message', { id: `more-${surface}`, sign: '⋯', label: 'Shortcuts for this message' })}</header>
      ${renderBlocks(blocks, { ...viewer, surface })}
      ${message.files && renderFiles(message.files, viewer)}
    </div>
  </article>`;
}

function emptyHtml({ conversation, person }: Viewer): Html {
  return conversation.kind === 'dm'
    ? html`<p class="empty">Nothing here yet. Funnel writes here as soon as there is something for ${person.realName.split(' ')[0]}.</p>`
    : html`<p class="empty">Nothing in #${conversation.name} yet. ${conversation.topic}.</p>`;
}

function fragment(id: string, markup: Html): Fragment {
  const rev = createHash('sha1').update(markup.text).digest('base64url').slice(0, 10);
  return { id, rev, html: `<div class="row" id="${id}" data-rev="${rev}">${markup.text}</div>` };
}

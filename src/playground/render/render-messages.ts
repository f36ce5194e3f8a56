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
  const threaded = withRepliesBelow(seen).slice(-MOST_SHOWN);
  const fragments: Fragment[] = [];
  let lastDay = '';
  for (const message of threaded) {
    const day = dateTokenText('{date_long}', postedAt(message), person.timeZone, slack.now());
    if (day !== lastDay && !isReply(message)) fragments.push(dayFragment(message, viewer));
    if (!isReply(message)) lastDay = day;
    fragments.push(fragment(rowId(message), messageHtml(message, viewer)));
  }
  if (fragments.length === 0) fragments.push(fragment('empty', emptyHtml(viewer)));
  return fragments;
}

/** The row above which “New” stands; undefined when everything has been read. */
export function firstUnreadRow({ slack, person, conversation }: Viewer): string | undefined {
  const [first] = slack.unread(person.id, conversation.id);
  return first && rowId(first);
}

function rowId({ ts }: Message): string {
  return `m${ts.replace('.', '')}`;
}

function withRepliesBelow(messages: readonly Message[]): Message[] {
  const replies = Map.groupBy(messages.filter(isReply), ({ threadTs }) => threadTs);
  return messages
    .filter((message) => !isReply(message))
    .flatMap((message) => [message, ...(replies.get(message.ts) ?? [])]);
}

function isReply({ ts, threadTs }: Message): boolean {
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

const drawn = new WeakMap<Message, { key: string; html: Html }>();

/** Drawing a card takes milliseconds, and every change anywhere draws the list: keep the last drawing while it holds. */
function messageHtml(message: Message, viewer: Viewer): Html {
  const { person, slack, isBeside } = viewer;
  const key = `${person.id} ${isBeside} ${timeShown(message, slack.now(), person.timeZone)}`;
  const before = drawn.get(message);
  if (before?.key === key) return before.html;
  const markup = drawMessage(message, viewer);
  drawn.set(message, { key, html: markup });
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
  const { slack, person } = viewer;
  const author = slack.workspace.person(message.user);
  const at = postedAt(message);
  const blocks =
    message.blocks.length > 0
      ? message.blocks
      : [{ type: 'section', block_id: 'text', text: { type: 'mrkdwn', text: message.text || BLANK_TEXT } }];
  const isEphemeral = message.ephemeralFor !== undefined;
  return html`<article class="message ${isEphemeral && 'ephemeral'} ${isReply(message) && 'reply'}" tabindex="-1"
      data-surface="message" data-ts="${message.ts}">
    ${avatarHtml(author?.realName ?? BOT.realName)}
    <div class="message-body">
      ${isEphemeral && html`<p class="only-you">Only visible to you</p>`}
      <header><strong>${author?.realName ?? BOT.realName}</strong>${message.user === BOT.userId && html`<span class="app-mark">App</span>`}
        <time datetime="${at.toISOString()}">${dateTokenText('{time}', at, person.timeZone, slack.now())}</time>
        ${!isEphemeral && shortcutMenu('message', { id: `more-${message.ts}`, sign: '⋯', label: 'Shortcuts for this message' })}</header>
      ${renderBlocks(blocks, { ...viewer, surface: message.ts })}
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

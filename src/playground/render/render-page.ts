import type { Conversation } from '../pretend/workspace.ts';
import { clockBar, clockHtml } from './clock-bar.ts';
import { composerHtml } from './composer.ts';
import { type Html, html, trusted } from './html.ts';
import { firstUnreadRow, messageFragments } from './render-messages.ts';
import { roomsBesideHtml, sidebarHtml, unreadOf } from './render-sidebar.ts';
import { threadOf, threadPane } from './render-thread.ts';
import { homeHtml, modalHtml } from './render-view.ts';
import { type TryThis, tryThisHtml } from './try-this.ts';
import { pageUrl, type Viewer, whose } from './viewer.ts';

export type PageOptions = TryThis & { hasHomeTab: boolean };

/** Everything on the page that changes by itself. */
export function pageState(viewer: Viewer, isHome: boolean, threadTs: string | null = null) {
  const { slack, person } = viewer;
  const modal = slack.views.stackOf(person.id).at(-1);
  const unread = unreadOf(slack, person);
  return {
    title: `${unread > 0 ? `(${unread}) ` : ''}${roomName(viewer.conversation)} – Funnel playground`,
    clock: { now: slack.now().toISOString(), markup: clockHtml(viewer).text },
    sidebar: (viewer.isBeside ? roomsBesideHtml(viewer) : sidebarHtml(viewer)).text,
    firstUnread: firstUnreadRow(viewer),
    rows: isHome ? [] : messageFragments(viewer),
    thread: isHome ? null : threadOf(viewer, threadTs),
    home: isHome ? homeHtml(viewer).text : '',
    modal: modal ? { id: modal.id, hash: modal.hash, html: modalHtml(modal, viewer).text } : null,
  };
}

export function pageHtml(viewer: Viewer, isHome: boolean, options: PageOptions): string {
  const { conversation, person } = viewer;
  const state = pageState(viewer, isHome);
  const name = roomName(conversation);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${state.title}</title>
<link rel="icon" href="/playground/assets/icon.svg">
<link rel="stylesheet" href="/playground/assets/blocks.css">
<link rel="stylesheet" href="/playground/assets/page.css">
<script type="module" src="/playground/assets/page.js"></script>
</head>
<body id="slack_blocks_to_jsx" data-as="${person.name}" data-in="${conversation.id}" data-tab="${isHome ? 'home' : 'messages'}" ${viewer.isBeside && html`data-beside="1"`} data-first-unread="${state.firstUnread}">
<a class="skip" href="#say">Skip to the message box</a>
${!viewer.isBeside && options.timeMachine !== undefined && clockBar(viewer)}
<aside class="sidebar" id="sidebar" aria-label="Workspace${whose(viewer)}">${!viewer.isBeside && html`<p class="workspace"><b>Funnel</b> playground</p>`}<div id="sidebar-live">${trusted(state.sidebar)}</div></aside>
<main aria-label="${name}${whose(viewer)}">
  <header class="room-header"><button type="button" class="plain menu-button" aria-label="Menu" aria-controls="sidebar" aria-expanded="false">☰</button>
    <h1>${name}</h1>${roomNote(viewer, isHome, options.hasHomeTab)}</header>
  <div class="scroller" tabindex="0" role="region" aria-label="${isHome ? 'Home' : 'Messages'}${whose(viewer)}">
    <div id="rows" role="log" aria-live="polite" aria-label="Messages with ${name}" ${isHome && html`hidden`}>${state.rows.map((row) => trusted(row.html))}</div>
    <div id="home" ${!isHome && html`hidden`}>${trusted(state.home)}</div>
  </div>
  <p id="notice" role="status"></p>
  ${composerHtml(name, isHome)}
  ${threadPane(viewer)}
</main>
${!viewer.isBeside && html`<aside id="beside" aria-label="Another person beside you" hidden></aside>${tryThisHtml(options)}`}
<dialog id="modal" aria-labelledby="modal-title">${state.modal && trusted(state.modal.html)}</dialog>
<dialog id="confirm" aria-labelledby="confirm-title"></dialog>
</body>
</html>`.text;
}

function roomName(conversation: Conversation): string {
  return conversation.kind === 'channel' ? `#${conversation.name}` : conversation.name;
}

function roomNote(viewer: Viewer, isHome: boolean, hasHomeTab: boolean): Html {
  const { conversation, person } = viewer;
  if (conversation.kind === 'channel') return html`<p>${conversation.topic}</p>`;
  if (!hasHomeTab) return html`<p>Direct messages between ${person.realName} and the bot</p>`;
  const tab = (isCurrent: boolean, url: string, label: string) =>
    html`<a href="${url}" ${isCurrent && html`aria-current="page"`}>${label}</a>`;
  return html`<nav class="tabs" aria-label="Tabs${whose(viewer)}">${tab(isHome, pageUrl(viewer, conversation.id, 'home'), 'Home')}
    ${tab(!isHome, pageUrl(viewer, conversation.id), 'Messages')}</nav>`;
}

import { markRead, perform, place, showNotice } from './perform.js';
import { closeThread } from './thread.js';
import { restoreValues, valuesIn } from './values.js';

const rows = document.querySelector('#rows');
const threadRows = document.querySelector('#thread-rows');
const scroller = document.querySelector('.scroller');
const modal = document.querySelector('#modal');

/** What was filled in, also below a pushed modal; by view. */
const heldByView = new Map();

let isRefreshing = false;
let isStale = false;

/** Draws what has changed; what people type and where they are stays. */
export async function refresh() {
  if (isRefreshing) {
    isStale = true;
    return;
  }
  isRefreshing = true;
  try {
    do {
      isStale = false;
      const query = new URLSearchParams(place);
      const response = await fetch(`/playground/state?${query}`);
      if (response.ok) show(await response.json());
    } while (isStale);
  } catch {
    showNotice('The bot does not answer. Is npm start still running?');
  } finally {
    isRefreshing = false;
  }
}

function show(state) {
  const wasAtEnd = isAtEnd();
  const lastRow = rows.lastElementChild?.id;
  document.title = state.title;
  showClock(state.clock);
  showSidebar(state.sidebar);
  if (place.tab === 'messages') showRows(rows, state.rows);
  showThread(state.thread);
  markNew(state.firstUnread);
  showHome(state.home);
  showModal(state.modal);
  if (wasAtEnd && rows.lastElementChild?.id !== lastRow) scrollToEnd();
  noteRead(state.rows.at(-1)?.id);
}

const LEAP_MS = 60_000;
let aheadMs;

/** Slack says when somebody opens a Home tab, not that time has leapt over one that is open. */
function showClock({ now, markup }) {
  const before = aheadMs;
  aheadMs = Date.parse(now) - Date.now();
  if (place.tab === 'home' && aheadMs - before > LEAP_MS) perform({ kind: 'home' });
  const clock = document.querySelector('#clock');
  if (clock && clock.innerHTML !== markup) clock.innerHTML = markup;
}

let newFrom = document.body.dataset.firstUnread;
let wasAway = false;

/** “New” stands where somebody left off, and stays until the page does. */
function markNew(firstUnread) {
  if (wasAway && firstUnread) newFrom = firstUnread;
  wasAway = document.visibilityState !== 'visible';
  for (const row of rows.querySelectorAll('.new-from')) row.classList.toggle('new-from', row.id === newFrom);
  document.getElementById(newFrom)?.classList.add('new-from');
}

function showSidebar(markup) {
  const sidebar = document.querySelector('#sidebar-live');
  const nameOf = ({ href, dataset }) => href ?? dataset.beside;
  const focused = sidebar.contains(document.activeElement) && nameOf(document.activeElement);
  if (sidebar.dataset.markup === markup) return;
  sidebar.dataset.markup = markup;
  sidebar.innerHTML = markup;
  if (focused) [...sidebar.querySelectorAll('a, button')].find((one) => nameOf(one) === focused)?.focus();
}

/** To its end when something was added; away when its message is gone. */
function showThread(thread) {
  if (place.thread && !thread) closeThread();
  if (!place.thread || thread?.ts !== place.thread) return;
  const last = threadRows.lastElementChild?.id;
  showRows(threadRows, thread.rows);
  if (threadRows.lastElementChild?.id !== last) threadRows.parentElement.scrollTop = threadRows.scrollHeight;
}

function showRows(rows, fragments) {
  const wanted = new Set(fragments.map(({ id }) => id));
  for (const row of [...rows.children]) if (!wanted.has(row.id)) row.remove();
  fragments.forEach(({ id, rev, html }, index) => {
    const before = document.getElementById(id);
    if (before?.dataset.rev !== rev) {
      const after = elementFrom(html);
      if (before) replaceKeepingFocus(before, after);
      else rows.insertBefore(after, rows.children[index] ?? null);
    } else if (rows.children[index] !== before) {
      rows.insertBefore(before, rows.children[index] ?? null);
    }
  });
}

function showHome(markup) {
  const home = document.querySelector('#home');
  if (place.tab !== 'home' || home.dataset.markup === markup) return;
  home.dataset.markup = markup;
  home.innerHTML = markup;
}

function showModal(view) {
  const form = modal.querySelector('form');
  if (!view) {
    if (modal.open) modal.close();
    modal.replaceChildren();
    heldByView.clear();
    return;
  }
  if (form?.dataset.view !== view.id || form.dataset.hash !== view.hash) {
    if (form) heldByView.set(form.dataset.view, valuesIn(form));
    const next = elementFrom(view.html);
    const isSame = form?.dataset.view === view.id;
    if (isSame) replaceKeepingFocus(form, next);
    else modal.replaceChildren(next);
    restoreValues(next, heldByView.get(view.id) ?? []);
    if (modal.open && !isSame) focusFirst();
  }
  if (modal.open) return;
  modal.showModal();
  focusFirst();
}

function focusFirst() {
  const first = modal.querySelector('[data-value]:not(.choices), .choices input');
  (first ?? modal.querySelector('footer button'))?.focus();
}

function replaceKeepingFocus(before, after) {
  const focused = before.contains(document.activeElement) ? document.activeElement : undefined;
  const held = focused ? valuesIn(before) : [];
  before.replaceWith(after);
  if (!focused) return;
  restoreValues(after, held);
  const again = focused.id ? after.querySelector(`#${CSS.escape(focused.id)}`) : undefined;
  (again ?? after.querySelector('[tabindex]'))?.focus({ preventScroll: true });
}

function elementFrom(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content.firstElementChild;
}

function isAtEnd() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
}

/** To the newest message, and to its beginning when it is taller than the window. */
export function scrollToEnd() {
  const last = rows.lastElementChild;
  if (last && last.offsetHeight > scroller.clientHeight) last.scrollIntoView();
  else scroller.scrollTop = scroller.scrollHeight;
}

let lastRead;

function noteRead(rowId) {
  if (
    document.visibilityState !== 'visible' ||
    place.tab !== 'messages' ||
    rowId === undefined ||
    rowId === lastRead
  )
    return;
  lastRead = rowId;
  markRead();
}

export async function closeModal() {
  const viewId = modal.querySelector('form')?.dataset.view;
  if (viewId) await perform({ kind: 'close', viewId });
  await refresh();
}

document.addEventListener('visibilitychange', () => {
  lastRead = undefined;
  refresh();
});

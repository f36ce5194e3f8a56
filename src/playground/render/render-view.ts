import type { View } from '../pretend/view-store.ts';
import { type Html, html } from './html.ts';
import { plainText } from './plain-text.ts';
import { renderBlocks } from './render-blocks.ts';
import type { Viewer } from './viewer.ts';

/** The inside of the page's dialog. */
export function modalHtml(view: View, viewer: Viewer): Html {
  const isPushed = viewer.slack.views.stackOf(view.userId).length > 1;
  return html`<form novalidate data-surface="view" data-view="${view.id}" data-hash="${view.hash}" aria-labelledby="modal-title">
    <header><h2 id="modal-title">${plainText(view.title)}</h2>
      <button type="button" class="plain" data-close aria-label="${isPushed ? 'Back' : 'Close'}">${isPushed ? '←' : '✕'}</button></header>
    <div class="modal-body">${renderBlocks(view.blocks, { ...viewer, surface: view.id })}</div>
    <footer>
      <button type="button" class="button" data-close>${plainText(view.close) || (view.submit ? 'Cancel' : 'Close')}</button>
      ${view.submit && html`<button type="submit" class="button primary">${plainText(view.submit)}</button>`}
    </footer>
  </form>`;
}

export function homeHtml(viewer: Viewer): Html {
  const view = viewer.slack.views.homeOf(viewer.person.id);
  if (!view) return html`<p class="empty">One moment: Funnel is preparing this page.</p>`;
  return html`<h2 class="visually-hidden">Home</h2>
    <div data-surface="view" data-view="${view.id}">${renderBlocks(view.blocks, { ...viewer, surface: view.id })}</div>`;
}

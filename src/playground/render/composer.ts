import { type Html, html } from './html.ts';
import { shortcutMenu } from './shortcut-menu.ts';

/** Where people type to a conversation; what else can be started there stands before the box. */
export function composerHtml(roomName: string, isHidden: boolean): Html {
  return html`<form id="composer" ${isHidden && html`hidden`}>
    <div class="composer-tools">${shortcutMenu('global', { id: 'shortcuts', sign: '+', label: 'Shortcuts' })}</div>
    <label for="say" class="visually-hidden">Message to ${roomName}</label>
    <input id="say" autocomplete="off" spellcheck="false" placeholder="Message ${roomName}, or type /funnel help">
    <button class="button primary">Send</button></form>`;
}

import { SHORTCUTS, type ShortcutType } from '../shortcuts.ts';
import { type Html, html } from './html.ts';

/** What can be started where one types, or for one message. `id` keeps the focus when the message is drawn anew. */
export function shortcutMenu(
  type: ShortcutType,
  { id, sign, label }: { id: string; sign: string; label: string },
): Html {
  return html`<details class="overflow shortcuts"><summary class="button" id="${id}" aria-label="${label}">${sign}</summary>
    <div class="overflow-menu">${SHORTCUTS.filter((shortcut) => shortcut.type === type).map(
      ({ callbackId, name }) => html`<button type="button" data-shortcut="${callbackId}">${name}</button>`,
    )}</div></details>`;
}

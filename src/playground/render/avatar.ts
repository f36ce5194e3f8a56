import { BOT } from '../pretend/workspace.ts';
import { type Html, html } from './html.ts';

/** A coloured square with initials; the bot gets a funnel. Decorative: the name always stands beside it. */
export function avatarHtml(realName: string): Html {
  if (realName === BOT.realName) {
    return html`<svg class="avatar bot" viewBox="0 0 36 36" aria-hidden="true">
      <path d="M8 10h20l-7.5 9v6.5l-5 2.5v-9z" /></svg>`;
  }
  const initials = realName
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2);
  const hue = [...realName].reduce((sum, character) => sum + character.charCodeAt(0) * 7, 0) % 6;
  return html`<svg class="avatar hue-${hue}" viewBox="0 0 36 36" aria-hidden="true">
    <text x="18" y="23" text-anchor="middle">${initials}</text></svg>`;
}

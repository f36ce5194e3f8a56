import type { Leap } from '../clock/time-machine.ts';
import { type Html, html } from './html.ts';
import type { Viewer } from './viewer.ts';

const BUTTONS: readonly { by: Leap; label: string; title?: string }[] = [
  { by: 'hour', label: 'An hour later' },
  { by: 'day', label: 'A day later' },
  { by: 'morning', label: 'Tomorrow morning', title: 'The next working day of the team, 09:00' },
];

/** What time it is in the playground, and buttons that let it pass. */
export function clockBar(viewer: Viewer): Html {
  return html`<section class="clock-bar" aria-label="Time in the playground">
  <p>🕐 It is <span id="clock">${clockHtml(viewer)}</span></p>
  <div class="leaps" role="group" aria-label="Let time pass">${BUTTONS.map(
    ({ by, label, title }) =>
      html`<button type="button" class="chip" data-leap="${by}" ${title && html`title="${title}"`}>${label}</button>`,
  )}</div>
</section>`;
}

export function clockHtml({ slack, person }: Viewer): Html {
  const now = slack.now();
  const city = person.timeZone.split('/').at(-1)?.replaceAll('_', ' ');
  return html`<time datetime="${now.toISOString()}">${clockText(now, person.timeZone)}</time> in ${city}`;
}

/** Such as “Mon, 5 October, 09:00”. */
export function clockText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at);
}

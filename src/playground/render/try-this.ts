import { BURST_SIZE } from '../sample-burst.ts';
import { type Html, html } from './html.ts';

/** What the page can start, where it is given. */
export type TryThis = {
  intakeCurl: () => string;
  postLead: unknown;
  postBurst: unknown;
  timeMachine: unknown;
};

const chip = (text: string) => html`<button type="button" class="chip" data-say="${text}">${text}</button>`;

/** A newcomer's way through the bot, beside the conversation. */
export function tryThisHtml({ intakeCurl, postLead, postBurst, timeMachine }: TryThis): Html {
  return html`<aside class="try" aria-labelledby="try-title"><details open><summary><h2 id="try-title">Try this</h2></summary>
    <ol>
      <li><h3>Hand over leads</h3>
        <div class="starts">${postLead !== undefined && html`<button type="button" class="button primary" data-start="post-lead">Post a lead</button>`}
          ${postBurst !== undefined && html`<button type="button" class="button" data-start="post-burst">Send ${BURST_SIZE} leads</button>`}</div>
        <p>${postLead !== undefined ? 'Or from a terminal, as a CRM would:' : 'From a terminal, as a CRM would:'}</p>
        <div class="curl"><pre tabindex="0" role="region" aria-label="Command that posts a lead"><code>${intakeCurl()}</code></pre>
          <button type="button" class="chip" data-copy>Copy</button></div></li>
      <li><h3>Decide it</h3><p>Its card reaches one rep; the number beside a name on the left says who. Be that rep, then press <b>Accept</b> or <b>Reject</b>.</p></li>
      ${timeMachine !== undefined && html`<li><h3>Or let time pass</h3><p>Press <b>An hour later</b>, at the top. The rep was reminded, the deadline passed, Mara was told, and the lead was handed on. <b>Tomorrow morning</b> brings the digest to #sales.</p></li>`}
      <li><h3>Pass it on</h3><p><b>⋯</b> on a card gives the lead to somebody else or snoozes it.</p>
        <p class="chips">${['/funnel away until friday', '/funnel back'].map(chip)}</p></li>
      <li><h3>Ask for numbers</h3><p class="chips">${['/funnel summary', '/funnel pass-rate', '/funnel queue', '/funnel help'].map(chip)}</p></li>
      <li><h3>Be the manager</h3><p>As Mara, give leads to people, excuse, correct, and change what is promised. <b>Home</b>, beside Messages, has it all without typing.</p>
        <p class="chips">${['/funnel policies', '/funnel settings', '/funnel cost'].map(chip)}</p></li>
    </ol>
    <p class="fine">Nobody's Slack is touched: this workspace lives on your machine, and the bot does not know that it is pretend.</p>
  </details></aside>`;
}

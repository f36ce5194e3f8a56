import { LOCALES } from '../locales.ts';
import type { PretendSlack } from '../pretend/pretend-slack.ts';
import type { Conversation, Person } from '../pretend/workspace.ts';
import { avatarHtml } from './avatar.ts';
import { type Html, html } from './html.ts';
import { pageUrl, type Viewer, whose } from './viewer.ts';

/** Who you are, and where you can go; badges count what has not been read. */
export function sidebarHtml(viewer: Viewer): Html {
  const { slack, person } = viewer;
  const rooms = slack.workspace.conversationsOf(person);
  return html`<nav class="people" aria-label="Who you are"><h2>You are</h2><ul>
      ${slack.workspace.people.map((other) => personLink(other, viewer))}
    </ul>${languageChoice(viewer)}</nav>
    <nav class="rooms" aria-label="Conversations">
      <h2>Channels</h2><ul>${rooms.filter(({ kind }) => kind === 'channel').map((room) => roomLink(room, viewer))}</ul>
      <h2>Direct messages</h2><ul>${rooms.filter(({ kind }) => kind === 'dm').map((room) => roomLink(room, viewer))}</ul>
    </nav>`;
}

/** The bot answers everybody in the language of their Slack. */
function languageChoice({ slack, person }: Viewer): Html {
  const chosen = slack.localeOf(person.id);
  const options = LOCALES.map(
    ({ locale, name }) =>
      html`<option value="${locale}" lang="${locale}" ${locale === chosen && html`selected`}>${name}</option>`,
  );
  return html`<p class="language"><label for="locale">Slack in</label><select id="locale" data-locale>${options}</select></p>`;
}

/** Where the person beside can go. */
export function roomsBesideHtml(viewer: Viewer): Html {
  const rooms = viewer.slack.workspace.conversationsOf(viewer.person).toReversed();
  return html`<nav class="rooms" aria-label="Conversations${whose(viewer)}"><ul>${rooms.map((room) => roomLink(room, viewer))}</ul></nav>`;
}

export function unreadOf(slack: PretendSlack, person: Person): number {
  return slack.workspace
    .conversationsOf(person)
    .reduce((sum, { id }) => sum + slack.unread(person.id, id).length, 0);
}

function personLink(other: Person, { slack, person }: Viewer): Html {
  const unread = slack.unread(other.id, other.dmId).length;
  const isCurrent = other === person;
  return html`<li><a href="${pageUrl({ person: other }, other.dmId)}" ${isCurrent && html`aria-current="true"`} title="${other.title}">
    ${avatarHtml(other.realName)}<span>${other.realName.split(' ')[0]}<small>${other.title}</small></span>${badge(unread)}</a>
    ${!isCurrent && besideButton(other)}</li>`;
}

function besideButton({ name, realName }: Person): Html {
  const label = `Open ${realName.split(' ')[0]} beside`;
  return html`<button type="button" class="open-beside" data-beside="${name}" data-name="${realName}" aria-label="${label}" title="${label}"></button>`;
}

function roomLink(room: Conversation, viewer: Viewer): Html {
  const { slack, person, conversation } = viewer;
  const unread = slack.unread(person.id, room.id).length;
  return html`<li><a href="${pageUrl(viewer, room.id)}" ${room === conversation && html`aria-current="page"`}
    class="${unread > 0 && 'unread'}"><span>${room.kind === 'channel' ? html`<i aria-hidden="true">#</i>${room.name}` : html`<i class="dot" aria-hidden="true"></i>${room.name}`}</span>${badge(unread)}</a></li>`;
}

function badge(unread: number): Html | false {
  return unread > 0 && html`<b class="badge">${unread}<span class="visually-hidden"> unread</span></b>`;
}

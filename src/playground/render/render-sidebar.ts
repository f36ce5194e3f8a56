import type { PretendSlack } from '../pretend/pretend-slack.ts';
import type { Conversation, Person } from '../pretend/workspace.ts';
import { avatarHtml } from './avatar.ts';
import { type Html, html } from './html.ts';
import { pageUrl, type Viewer } from './viewer.ts';

/** Who you are, and where you can go; badges count what has not been read. */
export function sidebarHtml(viewer: Viewer): Html {
  const { slack, person } = viewer;
  const rooms = slack.workspace.conversationsOf(person);
  return html`<nav class="people" aria-label="Who you are"><h2>You are</h2><ul>
      ${slack.workspace.people.map((other) => personLink(other, viewer))}
    </ul></nav>
    <nav class="rooms" aria-label="Conversations">
      <h2>Channels</h2><ul>${rooms.filter(({ kind }) => kind === 'channel').map((room) => roomLink(room, viewer))}</ul>
      <h2>Direct messages</h2><ul>${rooms.filter(({ kind }) => kind === 'dm').map((room) => roomLink(room, viewer))}</ul>
    </nav>`;
}

export function unreadOf(slack: PretendSlack, person: Person): number {
  return slack.workspace
    .conversationsOf(person)
    .reduce((sum, { id }) => sum + slack.unreadCount(person.id, id), 0);
}

function personLink(other: Person, { slack, person }: Viewer): Html {
  const unread = slack.unreadCount(other.id, other.dmId);
  const isCurrent = other === person;
  return html`<li><a href="${pageUrl(other.name, other.dmId)}" ${isCurrent && html`aria-current="true"`} title="${other.title}">
    ${avatarHtml(other.realName)}<span>${other.realName.split(' ')[0]}<small>${other.title}</small></span>${badge(unread)}</a></li>`;
}

function roomLink(room: Conversation, { slack, person, conversation }: Viewer): Html {
  const unread = slack.unreadCount(person.id, room.id);
  return html`<li><a href="${pageUrl(person.name, room.id)}" ${room === conversation && html`aria-current="page"`}
    class="${unread > 0 && 'unread'}"><span>${room.kind === 'channel' ? html`<i aria-hidden="true">#</i>${room.name}` : html`<i class="dot" aria-hidden="true"></i>${room.name}`}</span>${badge(unread)}</a></li>`;
}

function badge(unread: number): Html | false {
  return unread > 0 && html`<b class="badge">${unread}<span class="visually-hidden"> unread</span></b>`;
}

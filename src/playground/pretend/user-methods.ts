import { tzOffset } from '@date-fns/tz';
import type { PretendSlack } from './pretend-slack.ts';
import type { ApiArguments, ApiMethods } from './web-api.ts';
import { BOT, type Person, TEAM } from './workspace.ts';

export const userMethods: ApiMethods = {
  'api.test': () => ({ ok: true }),
  'auth.test': () => ({
    ok: true,
    url: `https://${TEAM.domain}.slack.com/`,
    team: TEAM.name,
    team_id: TEAM.id,
    user: BOT.name,
    user_id: BOT.userId,
    bot_id: BOT.botId,
    app_id: BOT.appId,
    is_enterprise_install: false,
  }),
  'team.info': () => ({ ok: true, team: { id: TEAM.id, name: TEAM.name, domain: TEAM.domain } }),
  'bots.info': () => ({
    ok: true,
    bot: { id: BOT.botId, app_id: BOT.appId, user_id: BOT.userId, name: BOT.realName },
  }),
  'users.list': (slack, input) => ({
    ok: true,
    members: [...slack.workspace.people.map((person) => userObject(slack, person, input)), botObject()],
    response_metadata: { next_cursor: '' },
  }),
  'users.info': (slack, input) => {
    if (input.user === BOT.userId) return { ok: true, user: botObject() };
    return userAnswer(slack, input, (person) => person.id === input.user, 'user_not_found');
  },
  'users.lookupByEmail': (slack, input) =>
    userAnswer(
      slack,
      input,
      (person) => person.email.toLowerCase() === String(input.email).toLowerCase(),
      'users_not_found',
    ),
  'dnd.info': () => ({ ok: true, dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 }),
  'usergroups.list': () => ({ ok: true, usergroups: [] }),
  'usergroups.users.list': () => ({ ok: false, error: 'no_such_subteam' }),
};

function userAnswer(
  slack: PretendSlack,
  input: ApiArguments,
  matches: (person: Person) => boolean,
  error: string,
) {
  const person = slack.workspace.people.find(matches);
  return person ? { ok: true, user: userObject(slack, person, input) } : { ok: false, error };
}

/** Slack tells the language of those who are asked for with it. */
export function userObject(slack: PretendSlack, person: Person, { include_locale }: ApiArguments) {
  return {
    id: person.id,
    team_id: TEAM.id,
    name: person.name,
    real_name: person.realName,
    deleted: false,
    tz: person.timeZone,
    tz_label: person.timeZone,
    tz_offset: tzOffset(person.timeZone, slack.now()) * 60,
    ...(String(include_locale) === 'true' && { locale: slack.localeOf(person.id) }),
    is_admin: person.isAdmin ?? false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isGuest ?? false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      title: person.title,
      email: person.email,
      team: TEAM.id,
    },
  };
}

function botObject() {
  return {
    id: BOT.userId,
    team_id: TEAM.id,
    name: BOT.name,
    real_name: BOT.realName,
    deleted: false,
    is_bot: true,
    profile: {
      real_name: BOT.realName,
      display_name: BOT.realName,
      bot_id: BOT.botId,
      api_app_id: BOT.appId,
    },
  };
}

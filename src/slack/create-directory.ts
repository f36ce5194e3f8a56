import { UnavailableError } from '../errors.ts';
import type { AwayInSlack, Directory, Person } from '../team/directory.ts';
import { languageOf } from '../words/languages.ts';
import { say } from '../words/say.ts';
import { type SlackClient, slackErrorCode } from './web-client.ts';

const KEPT_MS = 5 * 60_000;
const KEPT_WITHOUT_SLACK_MS = 55 * 60_000;

interface SlackUser {
  id?: string;
  team_id?: string;
  name?: string;
  real_name?: string;
  tz?: string;
  locale?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_admin?: boolean;
  is_owner?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  profile?: {
    email?: string;
    real_name?: string;
    display_name?: string;
    status_emoji?: string;
    status_text?: string;
    /** In seconds since 1970; 0 is no end. */
    status_expiration?: number;
  };
}

/** Those of Slack's own suggestions “Vacationing” and “Out sick”; their texts may be in any language. */
const AWAY_EMOJI = /^:(palm_tree|face_with_thermometer):/;
const AWAY_TEXT = /^(vacation|on vacation|out of office|ooo|out sick|on leave)\b/i;

/** Asks Slack who is who, and remembers the answer for five minutes, so that no message costs a look-up. */
export function createDirectory(client: SlackClient, teamId: string, now: () => Date): Directory {
  const byEmail = remember(now, async (email: string) =>
    personOrNobody(() => client.users.lookupByEmail({ email }), teamId),
  );
  const byId = remember(now, async (user: string) =>
    personOrNobody(() => client.users.info({ user, include_locale: true }), teamId),
  );
  const groups = remember(now, (usergroup: string) => groupMembers(client, usergroup));
  const admins = remember(now, () => workspaceAdmins(client, teamId));
  return {
    findByEmail: (email) => byEmail(email.trim().toLowerCase()),
    find: byId,
    forget: (userId) => byId.forget(userId),
    listAdmins: () => admins('all'),
    listGroup: async (groupId) => (await groups(groupId)) ?? [],
    findGroup: groups,
  };
}

async function workspaceAdmins(client: SlackClient, teamId: string): Promise<Person[]> {
  const people: Person[] = [];
  try {
    let cursor: string | undefined;
    do {
      const page = await client.users.list({
        limit: 200,
        include_locale: true,
        ...(cursor ? { cursor } : {}),
      });
      for (const user of page.members ?? []) if (user.id) people.push(personOf(user, user.id, teamId));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor);
  } catch (error) {
    throw new UnavailableError(say('Slack could not be asked who the admins are. Try again in a moment.'), {
      cause: error,
    });
  }
  return people.filter((person) => person.isWorkspaceAdmin && person.mayAct);
}

/** Slack's own trouble, which passes; anything else that it says of a group stays as it is. */
const PASSES = new Set([
  ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited'],
  ...['rate_limited', 'team_added_to_org', 'org_login_required'],
]);

/** There is no such group, or it was disabled. */
const GONE = new Set(['no_such_subteam', 'subteam_not_found', 'invalid_usergroup']);

/** Groups exist on paid plans only, and reading them is a permission of its own: undefined without it. */
async function groupMembers(client: SlackClient, usergroup: string): Promise<string[] | undefined> {
  try {
    const { users } = await client.usergroups.users.list({ usergroup });
    return users ?? [];
  } catch (error) {
    const code = slackErrorCode(error);
    if (code && GONE.has(code)) return [];
    if (code && !PASSES.has(code)) return undefined;
    throw new UnavailableError(
      say('Slack could not be asked who is in a user group. Try again in a moment.'),
      {
        cause: error,
      },
    );
  }
}

async function personOrNobody(
  ask: () => Promise<{ user?: SlackUser }>,
  teamId: string,
): Promise<Person | undefined> {
  try {
    const { user } = await ask();
    return user?.id ? personOf(user, user.id, teamId) : undefined;
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === 'users_not_found' || code === 'user_not_found' || code === 'user_not_visible')
      return undefined;
    throw new UnavailableError(
      say('Slack could not be asked who somebody is ({code}). Try again in a moment.', {
        code: code ?? String(error),
      }),
      {
        cause: error,
      },
    );
  }
}

function personOf(user: SlackUser, userId: string, teamId: string): Person {
  const isForeign = user.is_stranger === true || (user.team_id !== undefined && user.team_id !== teamId);
  const isGuest = user.is_restricted === true || user.is_ultra_restricted === true;
  return {
    userId,
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || userId,
    email: user.profile?.email?.toLowerCase() ?? null,
    timeZone: user.tz ?? null,
    language: languageOf(user.locale),
    isWorkspaceAdmin: user.is_admin === true || user.is_owner === true,
    awayInSlack: awayInSlack(user.profile),
    mayAct: !isForeign && !isGuest && user.deleted !== true && user.is_bot !== true,
  };
}

function awayInSlack(profile: SlackUser['profile']): AwayInSlack | null {
  const { status_emoji = '', status_text = '', status_expiration = 0 } = profile ?? {};
  if (!AWAY_EMOJI.test(status_emoji) && !AWAY_TEXT.test(status_text.trim())) return null;
  return { until: status_expiration > 0 ? new Date(status_expiration * 1000) : null };
}

/** Answers from memory while they are fresh, and where Slack cannot be asked for a while longer. */
function remember<Answer>(now: () => Date, ask: (question: string) => Promise<Answer>) {
  const known = new Map<string, { answer: Answer; until: number }>();
  const answerTo = async (question: string): Promise<Answer> => {
    const found = known.get(question);
    if (found && found.until > now().getTime()) return found.answer;
    try {
      const answer = await ask(question);
      if (known.size > 10_000) known.clear();
      known.set(question, { answer, until: now().getTime() + KEPT_MS });
      return answer;
    } catch (error) {
      if (found && found.until + KEPT_WITHOUT_SLACK_MS > now().getTime()) return found.answer;
      throw error;
    }
  };
  return Object.assign(answerTo, { forget: (question: string) => known.delete(question) });
}

import type { Actor } from '../../context.ts';
import { formatList } from '../../words/formats.ts';
import { say } from '../../words/say.ts';
import { context, type Message, plainSection, section } from './message.ts';
import { escapeMrkdwn, oneLine } from './text.ts';

type Audience = 'everyone' | 'reps' | 'managers' | 'admins';

interface Line {
  usage: string;
  summary: () => string;
  audience: Audience;
}

type Described = Line & { more?: readonly Line[] };

interface Surroundings {
  /** What an admin must see to. */
  problems?: readonly string[];
  /** What marketing and sales have agreed on. */
  mqlDefinition?: string | null;
}

/** What this person can do here, led by what was not understood; admins also read what needs their attention. */
export function helpMessage(
  actor: Actor,
  commands: readonly Described[],
  notUnderstood?: string,
  { problems = [], mqlDefinition }: Surroundings = {},
): Message {
  const lines = commands.flatMap(({ more = [], ...line }) => [line, ...more]);
  const own = lines.filter(({ audience }) => audience === 'everyone' || audience === 'reps');
  const lead = notUnderstood ? `${escapeMrkdwn(notUnderstood)}\n\n` : '';
  const definition = oneLine(mqlDefinition ?? '', 500);
  return {
    text: notUnderstood
      ? escapeMrkdwn(notUnderstood)
      : say('These are the things that you can ask me with /funnel.'),
    blocks: [
      section(`${lead}${whoYouAre(actor)}\n${listed(own, actor)}`),
      ...part(say('*As a manager you can also ask*'), lines, 'managers', actor),
      ...part(say('*As an admin you can also ask*'), lines, 'admins', actor),
      ...(problems.length > 0
        ? [
            section(
              `${say('*⚠️ Needs your attention*')}\n${problems.map((problem) => `• ${problem}`).join('\n')}`,
            ),
          ]
        : []),
      ...(definition ? [plainSection(say('What counts as an MQL here: {definition}', { definition }))] : []),
      context(say('For example: {commands}.', { commands: examplesFor(actor) })),
      context(
        say(
          'Periods: `q1`, `2026-q1`, `h1`, `2026`, `2026-01`, `this month`, `last quarter`, `last 30 days`, `2026-01-01..2026-03-31`. Without one: the current quarter.',
        ),
      ),
      context(
        say(
          'After a report, in any order: `by source`, `source=webinar`, `campaign="spring 26"`, `rep=@ada`, `as of 2026-03-31`, `distinct`. `source=none` is for those without a source; `source="none"` for a source of that name.',
        ),
      ),
    ],
  };
}

function whoYouAre(actor: Actor): string {
  if (actor.kind === 'system') return say('*What you can ask me*');
  const { isRep, isManager, isAdmin } = actor;
  const roles = [
    ...(isAdmin ? [say('an admin')] : isManager ? [say('a manager')] : []),
    ...(isRep ? [say('a rep')] : []),
  ];
  if (roles.length > 0) {
    return say('*You are {roles} here. What you can ask me*', { roles: formatList(roles) });
  }
  const none = say('You have no role here yet. To get leads, ask a manager to type `/funnel reps add @you`.');
  return `${none}\n${say('*What you can ask me*')}`;
}

function part(
  title: string,
  lines: readonly Line[],
  audience: Audience,
  actor: Actor,
): ReturnType<typeof section>[] {
  const theirs = listed(
    lines.filter((line) => line.audience === audience),
    actor,
  );
  return theirs === '' ? [] : [section(`${title}\n${theirs}`)];
}

function listed(lines: readonly Line[], actor: Actor): string {
  return lines
    .filter(({ audience }) => isFor(audience, actor))
    .map(({ usage, summary }) => `• \`/funnel ${usage}\`: ${summary()}`)
    .join('\n');
}

/** Whether a command is of use to this person. */
export function isFor(audience: Audience, actor: Actor): boolean {
  if (actor.kind === 'system' || actor.isAdmin) return true;
  if (audience === 'everyone' || actor.isManager) return audience !== 'admins';
  return audience === 'reps' && actor.isRep;
}

function examplesFor(actor: Actor): string {
  const everyone = ['`/funnel`', '`/funnel pass-rate q1 by source`'];
  if (actor.kind === 'system' || actor.isManager)
    return [...everyone, '`/funnel reps add @ada @ben`', '`/funnel cost last quarter`'].join(', ');
  return [...everyone, ...(actor.isRep ? ['`/funnel queue`', '`/funnel away until friday`'] : [])].join(', ');
}

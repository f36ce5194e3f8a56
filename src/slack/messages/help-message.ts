import type { Actor } from '../../context.ts';
import { context, type Message, plainSection, section } from './message.ts';
import { escapeMrkdwn, oneLine } from './text.ts';

interface Described {
  usage: string;
  summary: string;
  audience: 'everyone' | 'managers' | 'admins';
}

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
  const may = commands.filter((command) => isFor(command.audience, actor));
  const lines = may.map((command) => `• \`/funnel ${command.usage}\`: ${command.summary}`);
  const lead = notUnderstood ? `${escapeMrkdwn(notUnderstood)}\n\n` : '';
  return {
    text: notUnderstood
      ? escapeMrkdwn(notUnderstood)
      : 'These are the things that you can ask me with /funnel.',
    blocks: [
      section(`${lead}*What you can ask me*\n${lines.join('\n')}`),
      ...(problems.length > 0
        ? [section(`*⚠️ Needs your attention*\n${problems.map((problem) => `• ${problem}`).join('\n')}`)]
        : []),
      ...(mqlDefinition ? [plainSection(`What counts as an MQL here: ${oneLine(mqlDefinition, 500)}`)] : []),
      context(
        'Periods: `q1`, `2026-q1`, `h1`, `2026`, `2026-01`, `this month`, `last quarter`, `last 30 days`, `2026-01-01..2026-03-31`. Without one: the current quarter.',
      ),
      context(
        'After a report, in any order: `by source`, `source=webinar`, `campaign="spring 26"`, `rep=@ada`, `as of 2026-03-31`, `distinct`. `source=none` is for those without a source; `source="none"` for a source of that name.',
      ),
    ],
  };
}

function isFor(audience: Described['audience'], actor: Actor): boolean {
  if (actor.kind === 'system' || actor.isAdmin) return true;
  return audience === 'everyone' || (audience === 'managers' && actor.isManager);
}

import type { Context } from '../../context.ts';
import type { Person } from '../../team/directory.ts';
import type { Message } from '../messages/message.ts';
import type { SlackDeps } from '../slack-deps.ts';

export interface Invocation {
  ctx: Context;
  person: Person;
  /** What follows the command's name, trimmed. */
  text: string;
  channelId: string;
  triggerId: string;
  /** It was asked for in a form: another one is shown above it. */
  isInForm?: boolean;
  deps: SlackDeps;
}

/** A line of the help. */
interface HelpLine {
  /** What to type after `/funnel`. */
  usage: string;
  summary: () => string;
  /** Who sees it in the help; the verb behind it decides who may. */
  audience: 'everyone' | 'reps' | 'managers' | 'admins';
}

/** One word after `/funnel`. What `run` returns is shown to whoever typed it. */
export interface Command extends HelpLine {
  name: string;
  /** What else it does, for those who may. */
  more?: readonly HelpLine[];
  run(invocation: Invocation): Promise<Message | string | undefined>;
}

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
  deps: SlackDeps;
}

/** One word after `/funnel`. What `run` returns is shown to whoever typed it. */
export interface Command {
  name: string;
  usage: string;
  summary: string;
  /** Who sees it in the help; the verb behind it decides who may. */
  audience: 'everyone' | 'managers' | 'admins';
  run(invocation: Invocation): Promise<Message | string | undefined>;
}

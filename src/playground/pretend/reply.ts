import type { SlackBlock } from './block.ts';
import type { PretendSlack } from './pretend-slack.ts';
import type { Reply } from './ticket-store.ts';
import { BOT } from './workspace.ts';

/** What an app posts to a response URL, or acknowledges a command with. */
export type BotAnswer = {
  text?: string;
  blocks?: SlackBlock[];
  response_type?: string;
  replace_original?: boolean | string;
  delete_original?: boolean | string;
  thread_ts?: string;
  metadata?: unknown;
};

/** A new ephemeral message unless the answer says `in_channel`, or replaces or deletes the one it answers. */
export function answerReply(slack: PretendSlack, reply: Reply, answer: BotAnswer): void {
  const { userId, channelId, sourceTs } = reply;
  if (isTrue(answer.delete_original)) {
    if (sourceTs !== undefined) slack.messages.remove(channelId, sourceTs);
    return;
  }
  if (
    isTrue(answer.replace_original) &&
    sourceTs !== undefined &&
    slack.messages.edit(channelId, sourceTs, answer)
  )
    return;
  const posted = slack.messages.post({
    channel: channelId,
    user: BOT.userId,
    text: answer.text ?? '',
    ...(answer.blocks && { blocks: answer.blocks }),
    ...(answer.thread_ts !== undefined && { threadTs: answer.thread_ts }),
    ...(answer.response_type !== 'in_channel' && { ephemeralFor: userId }),
  });
  reply.sourceTs ??= posted.ts;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

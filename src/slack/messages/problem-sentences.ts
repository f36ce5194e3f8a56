import type { FailedDeliveries } from '../../outbox/list-failed-deliveries.ts';
import { counted, escapeMrkdwn, oneLine } from './text.ts';

const REMEDIES: Record<string, string> = {
  account_inactive:
    'that account is deactivated: give its leads to somebody else and take it out of the rotation',
  user_disabled: 'that account is deactivated: take it out of the rotation with `/funnel reps remove`',
  channel_not_found: 'I cannot see that channel: invite me, or choose another one',
  not_in_channel: 'I am not in that channel: invite me with `/invite @funnel`',
  is_archived: 'that channel is archived: choose another one',
  missing_scope: 'the app lacks a permission: install it again from the manifest',
  token_revoked: 'the bot token was revoked: install the app again and set SLACK_BOT_TOKEN',
  invalid_auth: 'the bot token is not valid: set SLACK_BOT_TOKEN again',
  message_not_found: 'somebody deleted that message; nothing is lost',
};

/** What an admin must know of, each with its remedy. */
export function problemSentences(failed: readonly FailedDeliveries[], unroutable: number): string[] {
  const problems = failed.map(({ kind, recipientId, error, count }) => {
    const to = /^[UW]/.test(recipientId) ? `<@${recipientId}>` : `<#${recipientId}>`;
    const remedy = REMEDIES[error] ?? `Slack says “${escapeMrkdwn(oneLine(error, 60))}”`;
    return `${counted(count, `${kind} message`)} to ${to} could not be delivered: ${remedy}.`;
  });
  if (unroutable > 0) {
    problems.unshift(
      `${counted(unroutable, 'open lead')} could be handed to nobody: add reps with \`/funnel reps add @name\`, or choose a pool channel in \`/funnel settings\`.`,
    );
  }
  return problems;
}

import { isPerson } from '../../outbox/delivery.ts';
import type { FailedDeliveries } from '../../outbox/list-failed-deliveries.ts';
import { counted, escapeMrkdwn, oneLine } from './text.ts';

interface Refusal {
  why: string;
  remedy: string;
}

/** What Slack's refusals mean, and what an admin can do. */
const REFUSALS: Record<string, Refusal> = {
  account_inactive: {
    why: 'the account of my token is deactivated',
    remedy: 'install the app again and set SLACK_BOT_TOKEN',
  },
  block_mismatch: { why: 'that message is of another kind', remedy: 'nothing is lost' },
  cannot_dm_bot: {
    why: 'that is a bot',
    remedy: 'take it out of the rotation with `/funnel reps remove`',
  },
  cant_update_message: { why: 'that message cannot be changed any more', remedy: 'nothing is lost' },
  channel_not_found: { why: 'channel not found', remedy: 'invite me there, or choose another one' },
  edit_window_closed: {
    why: 'this workspace lets no old message be changed',
    remedy: 'nothing is lost; an admin of Slack can allow editing for longer',
  },
  invalid_auth: { why: 'the bot token is not valid', remedy: 'set SLACK_BOT_TOKEN again' },
  invalid_blocks: { why: 'Slack does not take the form of the message', remedy: 'please report it' },
  is_archived: { why: 'channel archived', remedy: 'choose another one' },
  is_inactive: { why: 'that message stands in an archived channel', remedy: 'nothing is lost' },
  message_not_found: { why: 'somebody deleted that message', remedy: 'nothing is lost' },
  messages_tab_disabled: {
    why: 'the app may receive no direct messages',
    remedy: 'turn on its Messages Tab under App Home',
  },
  metadata_too_large: { why: 'Slack finds its metadata too large', remedy: 'please report it' },
  missing_scope: {
    why: 'the app lacks a permission',
    remedy: 'install it again from the manifest',
  },
  msg_blocks_too_long: { why: 'Slack finds the message too long', remedy: 'please report it' },
  msg_too_long: { why: 'Slack finds the message too long', remedy: 'please report it' },
  no_permission: {
    why: 'the app lacks a permission',
    remedy: 'install it again from the manifest',
  },
  not_authed: { why: 'Slack got no bot token', remedy: 'set SLACK_BOT_TOKEN' },
  not_in_channel: { why: 'I am not in that channel', remedy: 'invite me with `/invite @funnel`' },
  restricted_action: {
    why: 'this workspace does not let me post there',
    remedy: 'ask an admin of Slack to allow it, or choose another channel',
  },
  token_expired: {
    why: 'the bot token has expired',
    remedy: 'install the app again and set SLACK_BOT_TOKEN',
  },
  token_revoked: {
    why: 'the bot token was revoked',
    remedy: 'install the app again and set SLACK_BOT_TOKEN',
  },
  user_disabled: {
    why: 'account deactivated',
    remedy: 'take it out of the rotation with `/funnel reps remove`',
  },
  user_not_found: {
    why: 'nobody with this id is here',
    remedy: 'take them out of the rotation with `/funnel reps remove`',
  },
  user_not_visible: {
    why: 'I may not see this person',
    remedy: 'take them out of the rotation, or ask an admin of Slack to let me see them',
  },
};

/** Why Slack refused, in a few words; what Slack or we said where there are none for it. */
export function refusalInWords(error: string): string {
  return refusalOf(error)?.why ?? escapeMrkdwn(oneLine(error, 120));
}

/** What an admin must know of, each with its remedy. */
export function problemSentences(failed: readonly FailedDeliveries[], unroutable: number): string[] {
  const problems = failed.map(sentenceOf);
  if (unroutable > 0) {
    problems.unshift(
      `${counted(unroutable, 'open lead')} could be handed to nobody: add reps with \`/funnel reps add @name\`, or choose a pool channel in \`/funnel settings\`.`,
    );
  }
  return problems;
}

function sentenceOf({ kind, recipientId, error, isOwed, count }: FailedDeliveries): string {
  const what = counted(count, kind === null ? 'message' : `${kind} message`);
  const to =
    recipientId === null ? '' : ` to ${isPerson(recipientId) ? `<@${recipientId}>` : `<#${recipientId}>`}`;
  const said = refusalOf(error);
  const why = said ? `${said.why}: ${said.remedy}` : `Slack says “${escapeMrkdwn(oneLine(error, 60))}”`;
  return isOwed
    ? `${what}${to} cannot be delivered at present, and I keep trying. ${capitalised(why)}.`
    : `${what}${to} could not be delivered. ${capitalised(why)}.`;
}

function refusalOf(error: string): Refusal | undefined {
  return REFUSALS[error.startsWith('restricted_action') ? 'restricted_action' : error];
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

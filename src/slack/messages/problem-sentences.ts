import { connectionOf, isPerson } from '../../outbox/delivery.ts';
import type { FailedDeliveries } from '../../outbox/list-failed-deliveries.ts';
import { say } from '../../words/say.ts';
import { countOfKind } from './kinds-of-messages.ts';
import { escapeMrkdwn, oneLine } from './text.ts';
import { whyNotSentInWords } from './why-not-sent.ts';

interface Refusal {
  why: string;
  remedy: string;
}

/** What Slack's refusals mean, and what an admin can do. */
function refusalOf(error: string): Refusal | undefined {
  switch (error.startsWith('restricted_action') ? 'restricted_action' : error) {
    case 'account_inactive':
      return {
        why: say('the account of my token is deactivated'),
        remedy: say('install the app again and set SLACK_BOT_TOKEN'),
      };
    case 'block_mismatch':
      return { why: say('that message is of another kind'), remedy: say('nothing is lost') };
    case 'cannot_dm_bot':
      return {
        why: say('that is a bot'),
        remedy: say('take it out of the rotation with `/funnel reps remove`'),
      };
    case 'cant_update_message':
      return { why: say('that message cannot be changed any more'), remedy: say('nothing is lost') };
    case 'channel_not_found':
      return { why: say('channel not found'), remedy: say('invite me there, or choose another one') };
    case 'edit_window_closed':
      return {
        why: say('this workspace lets no old message be changed'),
        remedy: say('nothing is lost; an admin of Slack can allow editing for longer'),
      };
    case 'invalid_auth':
      return { why: say('the bot token is not valid'), remedy: say('set SLACK_BOT_TOKEN again') };
    case 'invalid_blocks':
      return { why: say('Slack does not take the form of the message'), remedy: say('please report it') };
    case 'is_archived':
      return { why: say('channel archived'), remedy: say('choose another one') };
    case 'is_inactive':
      return { why: say('that message stands in an archived channel'), remedy: say('nothing is lost') };
    case 'message_not_found':
      return { why: say('somebody deleted that message'), remedy: say('nothing is lost') };
    case 'messages_tab_disabled':
      return {
        why: say('the app may receive no direct messages'),
        remedy: say('turn on its Messages Tab under App Home'),
      };
    case 'metadata_too_large':
      return { why: say('Slack finds its metadata too large'), remedy: say('please report it') };
    case 'missing_scope':
    case 'no_permission':
      return { why: say('the app lacks a permission'), remedy: say('install it again from the manifest') };
    case 'msg_blocks_too_long':
    case 'msg_too_long':
      return { why: say('Slack finds the message too long'), remedy: say('please report it') };
    case 'not_authed':
      return { why: say('Slack got no bot token'), remedy: say('set SLACK_BOT_TOKEN') };
    case 'not_in_channel':
      return { why: say('I am not in that channel'), remedy: say('invite me with `/invite @funnel`') };
    case 'restricted_action':
      return {
        why: say('this workspace does not let me post there'),
        remedy: say('ask an admin of Slack to allow it, or choose another channel'),
      };
    case 'token_expired':
      return {
        why: say('the bot token has expired'),
        remedy: say('install the app again and set SLACK_BOT_TOKEN'),
      };
    case 'token_revoked':
      return {
        why: say('the bot token was revoked'),
        remedy: say('install the app again and set SLACK_BOT_TOKEN'),
      };
    case 'user_disabled':
      return {
        why: say('account deactivated'),
        remedy: say('take it out of the rotation with `/funnel reps remove`'),
      };
    case 'user_not_found':
      return {
        why: say('nobody with this id is here'),
        remedy: say('take them out of the rotation with `/funnel reps remove`'),
      };
    case 'user_not_visible':
      return {
        why: say('I may not see this person'),
        remedy: say('take them out of the rotation, or ask an admin of Slack to let me see them'),
      };
    default:
      return undefined;
  }
}

/** Why Slack refused, in a few words; what Slack or we said where there are none for it. */
export function refusalInWords(error: string): string {
  return refusalOf(error)?.why ?? escapeMrkdwn(oneLine(whyNotSentInWords(error), 120));
}

/** What an admin must know of, each with its remedy. */
export function problemSentences(failed: readonly FailedDeliveries[], unroutable: number): string[] {
  const problems = failed.map(sentenceOf);
  if (unroutable > 0) {
    problems.unshift(
      say(
        '{unroutable, plural, one {# open lead} other {# open leads}} could be handed to nobody: add reps with `/funnel reps add @name`, or choose a pool channel in `/funnel settings`.',
        { unroutable },
      ),
    );
  }
  return problems;
}

function sentenceOf(failed: FailedDeliveries): string {
  const { kind, recipientId, error, isOwed, count } = failed;
  if (kind === 'write-back' && recipientId) return unwrittenSentence(failed, recipientId);
  const messages = kind === null ? countOf(count) : countOfKind(kind, count);
  const refusal = refusalOf(error);
  const why = refusal
    ? capitalised(say('{why}: {remedy}.', { ...refusal }))
    : say('Slack says “{error}”.', { error: escapeMrkdwn(oneLine(whyNotSentInWords(error), 60)) });
  if (recipientId === null) {
    return isOwed
      ? say('{messages} cannot be delivered at present, and I keep trying. {why}', { messages, why })
      : say('{messages} could not be delivered. {why}', { messages, why });
  }
  const whom = isPerson(recipientId) ? `<@${recipientId}>` : `<#${recipientId}>`;
  return isOwed
    ? say('{messages} to {whom} cannot be delivered at present, and I keep trying. {why}', {
        ...{ messages, whom, why },
      })
    : say('{messages} to {whom} could not be delivered. {why}', { messages, whom, why });
}

function unwrittenSentence({ error, isOwed, count }: FailedDeliveries, recipientId: string): string {
  const crm = connectionOf(recipientId);
  const words = escapeMrkdwn(oneLine(error, 120));
  return isOwed
    ? say(
        '{count, plural, one {# update cannot be} other {# updates cannot be}} written to the CRM ({crm}) at present, and I keep trying. It says “{words}”.',
        { count, crm, words },
      )
    : say(
        '{count, plural, one {# update was} other {# updates were}} refused by the CRM ({crm}): “{words}”. Put it right there, then press Try again beside the card.',
        { count, crm, words },
      );
}

function countOf(count: number): string {
  return say('{count, plural, one {# message} other {# messages}}', { count });
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

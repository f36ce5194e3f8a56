import { randomUUID } from 'node:crypto';
import type { SlackElement } from '../pretend/block.ts';
import { messageObject } from '../pretend/conversation-methods.ts';
import { elementValue, inputErrors, type RawValue, stateValues } from '../pretend/input-values.ts';
import type { Message } from '../pretend/message-store.ts';
import type { PretendSlack } from '../pretend/pretend-slack.ts';
import { answerReply, type BotAnswer } from '../pretend/reply.ts';
import { viewObject } from '../pretend/view-object.ts';
import type { View } from '../pretend/view-store.ts';
import { BOT, type Conversation, type Person, TEAM } from '../pretend/workspace.ts';
import { applyResponseAction, type ResponseAction } from './response-action.ts';
import { type BotResponse, type Deliver, signedRequest } from './signed-request.ts';
import { typedText } from './typed-text.ts';

/** A fault of the pretend Slack or the bot, in words for the person at the page. */
export class BotFault extends Error {}

export type BotGateway = ReturnType<typeof createBotGateway>;

/** Sends the bot what Slack would send when a person acts. Every method throws {@link BotFault} when the bot does not accept it. */
export function createBotGateway(options: {
  slack: PretendSlack;
  signingSecret: string;
  deliver: Deliver;
  responseOrigin: string;
  /** What requests are stamped with: the bot refuses what is old by the clock of the machine, wherever ours stands. */
  machineNow: () => Date;
}) {
  const { slack, signingSecret, deliver, machineNow } = options;
  const responseUrl = (id: string) => `${options.responseOrigin}/response/${id}`;

  async function send(body: string, contentType: 'application/x-www-form-urlencoded' | 'application/json') {
    const answer = await deliver(signedRequest(signingSecret, machineNow(), body, contentType));
    if (answer.status !== 200) throw new BotFault(`Funnel did not accept this (HTTP ${answer.status}).`);
    return answer;
  }

  const sendForm = (fields: Record<string, string>) =>
    send(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');

  function interaction(
    person: Person,
    channelId: string,
    payload: Record<string, unknown>,
  ): Promise<BotResponse> {
    const common = {
      user: { id: person.id, username: person.name, name: person.name, team_id: TEAM.id },
      team: { id: TEAM.id, domain: TEAM.domain },
      enterprise: null,
      is_enterprise_install: false,
      api_app_id: BOT.appId,
      token: 'playground',
      trigger_id: slack.tickets.issueTrigger({ userId: person.id, channelId }),
    };
    return sendForm({ payload: JSON.stringify({ ...common, ...payload }) });
  }

  function actionOf(blockId: string, element: SlackElement, value: string | string[]) {
    const { type, action_id, text } = element;
    const chosen =
      type === 'button'
        ? { type, ...(element.value !== undefined && { value: element.value }), text }
        : elementValue(element, value);
    return { ...chosen, action_id, block_id: blockId, action_ts: String(slack.now().getTime() / 1000) };
  }

  return {
    async runCommand(
      person: Person,
      conversation: Conversation,
      command: string,
      text: string,
    ): Promise<void> {
      const reply = { userId: person.id, channelId: conversation.id };
      const answer = await sendForm({
        token: 'playground',
        team_id: TEAM.id,
        team_domain: TEAM.domain,
        channel_id: conversation.id,
        channel_name: conversation.kind === 'dm' ? 'directmessage' : conversation.name,
        user_id: person.id,
        user_name: person.name,
        command,
        text: typedText(slack.workspace, text, 'command'),
        api_app_id: BOT.appId,
        is_enterprise_install: 'false',
        response_url: responseUrl(slack.tickets.issueReply(reply)),
        trigger_id: slack.tickets.issueTrigger(reply),
      });
      const message = parsed<BotAnswer>(answer.body);
      if (message?.text || message?.blocks) answerReply(slack, reply, message);
    },

    async runShortcut(person: Person, conversation: Conversation, callbackId: string): Promise<void> {
      await interaction(person, conversation.id, {
        type: 'shortcut',
        callback_id: callbackId,
        action_ts: String(slack.now().getTime() / 1000),
      });
    },

    async runMessageShortcut(person: Person, message: Message, callbackId: string): Promise<void> {
      const { channel: channelId, ts } = message;
      const reply = slack.tickets.issueReply({ userId: person.id, channelId });
      const conversation = slack.workspace.conversation(channelId);
      await interaction(person, channelId, {
        type: 'message_action',
        callback_id: callbackId,
        action_ts: String(slack.now().getTime() / 1000),
        channel: {
          id: channelId,
          name: conversation?.kind === 'channel' ? conversation.name : 'directmessage',
        },
        message_ts: ts,
        message: messageObject(message, false),
        response_url: responseUrl(reply),
      });
    },

    async actOnMessage(
      person: Person,
      message: Message,
      act: { blockId: string; element: SlackElement; value: string | string[]; values: readonly RawValue[] },
    ): Promise<void> {
      const { channel: channelId, ts } = message;
      const isEphemeral = message.ephemeralFor !== undefined;
      const reply = slack.tickets.issueReply({ userId: person.id, channelId, sourceTs: ts });
      const conversation = slack.workspace.conversation(channelId);
      await interaction(person, channelId, {
        type: 'block_actions',
        container: { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: isEphemeral },
        channel: {
          id: channelId,
          name: conversation?.kind === 'channel' ? conversation.name : 'directmessage',
        },
        ...(!isEphemeral && { message: messageObject(message, true) }),
        state: { values: stateValues(message.blocks, act.values) },
        response_url: responseUrl(reply),
        actions: [actionOf(act.blockId, act.element, act.value)],
      });
    },

    async actOnView(
      person: Person,
      view: View,
      act: { blockId: string; element: SlackElement; value: string | string[]; values: readonly RawValue[] },
    ): Promise<void> {
      await interaction(person, view.channelId, {
        type: 'block_actions',
        container: { type: 'view', view_id: view.id },
        view: viewObject(slack, view, stateValues(view.blocks, act.values)),
        actions: [actionOf(act.blockId, act.element, act.value)],
      });
    },

    /** Submits the form; returns the errors to show, by block id (none when it was accepted). */
    async submitView(
      person: Person,
      view: View,
      values: readonly RawValue[],
    ): Promise<Record<string, string>> {
      const errors = inputErrors(view.blocks, values);
      if (Object.keys(errors).length > 0) return errors;
      const responseUrls = view.blocks.flatMap(({ block_id, element }) => {
        const value = values.find(({ blockId }) => blockId === block_id)?.value;
        if (!element?.response_url_enabled || typeof value !== 'string') return [];
        const id = slack.tickets.issueReply({ userId: person.id, channelId: value });
        return [{ block_id, action_id: element.action_id, channel_id: value, response_url: responseUrl(id) }];
      });
      const answer = await interaction(person, view.channelId, {
        type: 'view_submission',
        view: viewObject(slack, view, stateValues(view.blocks, values)),
        response_urls: responseUrls,
      });
      return applyResponseAction(slack.views, view, parsed<ResponseAction>(answer.body));
    },

    async closeView(person: Person, view: View): Promise<void> {
      slack.views.closeTop(person.id);
      if (!view.notify_on_close) return;
      await interaction(person, view.channelId, {
        type: 'view_closed',
        is_cleared: false,
        view: viewObject(slack, view, {}),
      });
    },

    async sendEvent(event: Record<string, unknown>): Promise<void> {
      const seconds = Math.floor(slack.now().getTime() / 1000);
      const body = {
        type: 'event_callback',
        token: 'playground',
        team_id: TEAM.id,
        context_team_id: TEAM.id,
        api_app_id: BOT.appId,
        event_id: `Ev${randomUUID().replaceAll('-', '').toUpperCase()}`,
        event_time: seconds,
        authorizations: [{ team_id: TEAM.id, user_id: BOT.userId, is_bot: true, enterprise_id: null }],
        event: { ...event, event_ts: String(seconds) },
      };
      await send(JSON.stringify(body), 'application/json');
    },
  };
}

/** Bolt acknowledges with an empty body, a bare text or JSON. */
function parsed<Answer>(body: string): Answer | undefined {
  if (!body) return undefined;
  try {
    return JSON.parse(body) as Answer;
  } catch {
    return { text: body } as Answer;
  }
}

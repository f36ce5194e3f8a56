/** A small Bolt app that proves the harness: a command, a card with two buttons, a modal, a home tab. */
import { App, LogLevel, type Receiver } from '@slack/bolt';
import type { PretendSlack } from '../pretend-slack.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const section = (text: string) => ({
  type: 'section' as const,
  text: { type: 'mrkdwn' as const, text },
});
export const exampleCard = {
  text: 'Ada Park of Acme is waiting for your decision.',
  blocks: [
    section('*Ada Park*'),
    {
      type: 'actions' as const,
      elements: [
        {
          type: 'button' as const,
          action_id: 'accept',
          text: plain('Accept'),
          value: 'h1',
          style: 'primary' as const,
        },
        { type: 'button' as const, action_id: 'reject', text: plain('Reject'), value: 'h1' },
      ],
    },
  ],
};
const rejectView = (privateMetadata: string) => ({
  type: 'modal' as const,
  callback_id: 'reject',
  private_metadata: privateMetadata,
  title: plain('Reject lead'),
  submit: plain('Reject'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: plain('Reason'),
      element: {
        type: 'static_select' as const,
        action_id: 'reason',
        options: [
          { text: plain('Wrong size'), value: 'size' },
          { text: plain('No budget'), value: 'budget' },
        ],
      },
    },
    {
      type: 'input' as const,
      block_id: 'note',
      optional: true,
      label: plain('Note'),
      element: { type: 'plain_text_input' as const, action_id: 'note' },
    },
  ],
});

export function createExampleBot(slack: PretendSlack, receiver: Receiver): App {
  const app = new App({
    receiver,
    token: slack.botToken,
    convoStore: false,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
  app.command('/funnel', async ({ ack, command, respond }) => {
    await ack();
    await respond(`You asked for ${command.text}.`);
  });
  app.action('accept', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.channel || !body.message) throw new Error('No message');
    const done = 'Ada Park was accepted.';
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text: done,
      blocks: [section(done)],
    });
  });
  app.action('reject', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') throw new Error('No blocks');
    await client.views.open({ trigger_id: body.trigger_id, view: rejectView('h1') });
  });
  app.view('reject', async ({ ack, view, client, body }) => {
    const reason = view.state.values.reason?.reason?.selected_option?.value;
    if (reason === 'size')
      return ack({ response_action: 'errors', errors: { reason: 'Say how big they are.' } });
    await ack();
    await client.chat.postMessage({
      channel: body.user.id,
      text: `Rejected ${view.private_metadata}: ${reason}.`,
    });
    return undefined;
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [section('Your queue is empty')] },
    });
  });
  return app;
}

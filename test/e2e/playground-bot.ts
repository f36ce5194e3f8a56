import type { App } from '@slack/bolt';

export const ADA = 'U0ADA';
export const BEN = 'U0BEN';

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
export const button = (action_id: string, text: string) => ({
  type: 'button' as const,
  action_id,
  text: plain(text),
});

/** Posts a card with Accept and Reject to a person. */
export async function postCard(bot: App, userId: string, name: string) {
  const { channel } = await bot.client.conversations.open({ users: userId });
  return bot.client.chat.postMessage({
    channel: channel?.id ?? '',
    text: `New lead: ${name}`,
    blocks: [
      { type: 'header', text: plain(`New lead: ${name}`) },
      { type: 'actions', elements: [button('accept', 'Accept'), button('reject', 'Reject')] },
    ],
    metadata: { event_type: 'delivery', event_payload: { id: name } },
  });
}

/** A small bot that uses every way of answering: update, response URL, modals and commands, which it notes. */
export function listenToEverything(app: App, commands: string[]): void {
  app.action('accept', async ({ ack, body, client, respond }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.message || !body.channel) return;
    if (body.user.id !== ADA) return void (await respond('Only Ada may decide this.'));
    const { ts } = body.message;
    await client.chat.update({
      channel: body.channel.id,
      ts,
      text: 'Accepted',
      blocks: [mrkdwn(`Accepted by <@${ADA}>`), { type: 'actions', elements: [button('undo', 'Undo')] }],
    });
  });
  app.action('reject', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'reject',
        private_metadata: body.message?.ts ?? '',
        title: plain('Reject'),
        submit: plain('Send'),
        blocks: [
          {
            type: 'input',
            block_id: 'reason',
            label: plain('Reason'),
            element: {
              type: 'radio_buttons',
              action_id: 'reason',
              options: ['No budget', 'Bad timing'].map((text) => ({ text: plain(text), value: text })),
            },
          },
          {
            type: 'input',
            block_id: 'note',
            optional: true,
            label: plain('Note'),
            element: { type: 'plain_text_input', action_id: 'note' },
          },
        ],
      },
    });
  });
  app.view('reject', async ({ ack, view, client }) => {
    const note = view.state.values.note?.note?.value;
    if (note === 'rude') return ack({ response_action: 'errors', errors: { note: 'Please be kind.' } });
    if (note === 'more') {
      return ack({
        response_action: 'push',
        view: { type: 'modal', title: plain('More'), blocks: [mrkdwn('On top')] },
      });
    }
    await ack();
    const reason = view.state.values.reason?.reason?.selected_option?.value;
    await client.chat.update({ channel: 'D0ADA', ts: view.private_metadata, text: `Rejected: ${reason}` });
  });
  app.command('/funnel', async ({ ack, command, respond }) => {
    await ack();
    commands.push(command.text);
    await respond({
      text: 'Summary',
      blocks: [
        mrkdwn('*Pass rate* 14.0 %'),
        { type: 'actions', elements: [button('share', 'Share in channel')] },
      ],
    });
  });
  app.action('share', async ({ ack, respond }) => {
    await ack();
    await respond({ delete_original: true });
    await respond({ response_type: 'in_channel', text: 'Shared: 14.0 %' });
  });
  app.action('undo', async ({ ack }) => ack());
}

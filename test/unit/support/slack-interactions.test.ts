import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createPretendSlack, type PretendSlack } from '../../support/pretend-slack.ts';
import { isObject, type JsonObject, parsedJson } from '../../support/slack/json.ts';

const plain = (value: string) => ({ type: 'plain_text', text: value });
const modal = (title: string, overrides = {}) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Save'),
  private_metadata: title,
  blocks: [
    {
      type: 'input',
      block_id: 'hours',
      label: plain('Hours'),
      element: { type: 'plain_text_input', action_id: 'hours', initial_value: '24' },
    },
    {
      type: 'section',
      block_id: 'who',
      text: plain('Who'),
      accessory: { type: 'users_select', action_id: 'who' },
    },
  ],
  ...overrides,
});

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A bot that answers every request as told and keeps what it was sent. */
async function startRecorder(slack: PretendSlack) {
  const received: JsonObject[] = [];
  const answers: unknown[] = [];
  const server = createServer(async (request, response) => {
    const payload = parsedJson(new URLSearchParams(await text(request)).get('payload'));
    if (isObject(payload)) received.push(payload);
    const answer = answers.shift();
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  slack.connect({ mode: 'http', url: `http://127.0.0.1:${port}`, signingSecret: slack.signingSecret });
  return { received, answers };
}

async function call(slack: PretendSlack, method: string, params: object): Promise<JsonObject> {
  const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' };
  const response = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers,
    body: JSON.stringify(params),
  });
  const answer: unknown = await response.json();
  return isObject(answer) ? answer : {};
}

async function start() {
  const slack = await createPretendSlack();
  closers.push(slack.close);
  return { slack, rita: slack.user('UREP1'), ...(await startRecorder(slack)) };
}

async function openModal(slack: PretendSlack, received: JsonObject[], title: string) {
  const rita = slack.user('UREP1');
  await rita.shortcut('settings');
  await call(slack, 'views.open', { trigger_id: received.at(-1)?.trigger_id, view: modal(title) });
  const view = rita.modal();
  if (!view) throw new Error('No modal');
  return view;
}

describe('people in modals', () => {
  it('stack a pushed view, see it updated, and clear them all', async () => {
    const { slack, rita, received, answers } = await start();
    const first = await openModal(slack, received, 'First');
    answers.push({ response_action: 'push', view: modal('Second') });
    await rita.submit(first);
    const second = rita.modal();
    if (!second) throw new Error('No second modal');
    expect(second.title).toBe('Second');
    answers.push({ response_action: 'update', view: modal('Third') });
    await rita.submit(second);
    expect([rita.modal()?.title, slack.views().length]).toEqual(['Third', 2]);
    answers.push({ response_action: 'clear' });
    await rita.submit(second);
    expect(slack.views()).toEqual([]);
    await expect(rita.submit(first)).rejects.toThrow('has no view "First" open any more');
    expect(slack.faults).toEqual([]);
  });

  it('send start values, private metadata and what they chose', async () => {
    const { slack, rita, received } = await start();
    await rita.submit(await openModal(slack, received, 'Times'), { who: 'UREP2' });
    expect(received.at(-1)).toMatchObject({
      type: 'view_submission',
      user: { id: 'UREP1', team_id: slack.teamId },
      view: {
        private_metadata: 'Times',
        state: {
          values: {
            hours: { hours: { type: 'plain_text_input', value: '24' } },
            who: { who: { type: 'users_select', selected_user: 'UREP2' } },
          },
        },
      },
    });
  });

  it('cannot fill in what is not there, and a refusal must name an input', async () => {
    const { slack, rita, received, answers } = await start();
    const view = await openModal(slack, received, 'Times');
    await expect(rita.submit(view, { days: '3' })).rejects.toThrow('The view has no field days');
    answers.push({ response_action: 'errors', errors: { days: 'Too many.' } });
    await rita.submit(view);
    expect(slack.faults).toEqual(['view_submission: errors names days, which is no input block']);
  });
});

describe('people in conversations', () => {
  it('choose from a menu in a thread, and the payload says where', async () => {
    const { slack, rita, received } = await start();
    const parent = await call(slack, 'chat.postMessage', { channel: 'CSALES', text: 'Here is the digest.' });
    const options = [{ text: plain('Snooze'), value: 'snooze' }];
    const menu = { type: 'overflow', action_id: 'more', options };
    const blocks = [{ type: 'section', text: plain('Details'), accessory: menu }];
    const reply = { channel: 'CSALES', text: 'Here are the details.', thread_ts: parent.ts, blocks };
    await call(slack, 'chat.postMessage', reply);
    const [, details] = await slack.messages('CSALES');
    if (!details) throw new Error('No reply');
    await rita.click(details, 'more', { choose: 'Snooze' });
    expect(received.at(-1)).toMatchObject({
      container: { type: 'message', channel_id: 'CSALES', thread_ts: parent.ts, is_ephemeral: false },
      channel: { id: 'CSALES', name: 'sales' },
      message: { ts: details.ts, blocks: [{ block_id: 'block-0' }] },
      actions: [{ action_id: 'more', block_id: 'block-0', selected_option: { value: 'snooze' } }],
    });
  });

  it('click on an ephemeral message, which Slack does not send along', async () => {
    const { slack, rita, received } = await start();
    const blocks = [
      { type: 'actions', elements: [{ type: 'button', action_id: 'share', text: plain('Share') }] },
    ];
    await call(slack, 'chat.postEphemeral', {
      channel: 'CSALES',
      user: rita.id,
      text: 'Only you see this.',
      blocks,
    });
    const [answer] = slack.ephemerals;
    if (!answer) throw new Error('No answer');
    await rita.click(answer, 'Share');
    expect(received.at(-1)).toMatchObject({
      container: { is_ephemeral: true },
      response_url: expect.any(String),
    });
    expect(received.at(-1)).not.toHaveProperty('message');
  });
});

describe('a bot that is killed', () => {
  it('has posted although it never heard the answer', async () => {
    const { slack } = await start();
    slack.failNext('chat.postMessage', { hangAfterPost: true });
    const arrived = slack.nextCall('chat.postMessage');
    const unheard = call(slack, 'chat.postMessage', { channel: 'UREP1', text: 'A lead is waiting.' });
    expect((await arrived).params.channel).toBe('UREP1');
    await slack.until(async () => (await slack.messages('UREP1')).length === 1);
    await slack.close();
    closers.shift();
    await expect(unheard).rejects.toThrow();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPlayground, type Playground } from '../../src/playground/create-playground.ts';
import { launchChromium, mayUseChromium } from '../support/chromium.ts';
import { ADA, BEN, button, listenToEverything, plain, postCard } from './playground-bot.ts';

let dataDir: string;
let server: Server;
let url: string;
let playground: Playground;
let bot: App;
let commands: string[];

async function startBot(): Promise<void> {
  const signingSecret = 'playground-test-secret';
  server = createServer((incoming, outgoing) => {
    if (!playground.handle(incoming, outgoing)) receiver.requestListener(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  playground = await createPlayground({
    signingSecret,
    dataDir,
    now: () => new Date(),
    machineNow: () => new Date(),
    log: (message) => expect.unreachable(message),
    intakeCurl: () => 'curl -X POST',
    postLead: async () => {
      await postCard(bot, BEN, 'Kim Vance');
    },
    deliver: async ({ path, headers, body }) => {
      const response = await fetch(url + path, { method: 'POST', headers, body });
      return { status: response.status, body: await response.text() };
    },
  });
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  bot = new App({
    token: playground.botToken,
    receiver,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: playground.slackApiUrl, retryConfig: { retries: 0 } },
  });
  listenToEverything(bot, commands);
  await bot.init();
}

async function stopBot(): Promise<void> {
  await playground.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'funnel-playground-'));
  commands = [];
  await startBot();
});

afterEach(async () => {
  await stopBot();
  rmSync(dataDir, { recursive: true });
});

describe('the pretend Slack', () => {
  it('knows zones, roles and e-mail addresses of its people', async () => {
    const { user } = await bot.client.users.lookupByEmail({ email: 'MARA@corp.test' });
    expect(user).toMatchObject({
      id: 'U0MARA',
      tz: 'Europe/Stockholm',
      is_admin: true,
      is_restricted: false,
    });
    expect((await bot.client.users.info({ user: 'U0OLGA' })).user).toMatchObject({ is_restricted: true });
  });

  it('finds a posted message by its metadata, after the instant asked for only', async () => {
    const first = await postCard(bot, ADA, 'Ada Park');
    const second = await postCard(bot, ADA, 'Noor Haddad');
    const { messages } = await bot.client.conversations.history({
      channel: 'D0ADA',
      oldest: first.ts ?? '',
      include_all_metadata: true,
    });
    expect(messages).toMatchObject([{ ts: second.ts, metadata: { event_payload: { id: 'Noor Haddad' } } }]);
  });

  it('refuses another token, a foreign message and an unknown channel', async () => {
    const error = (name: string) => ({ data: { error: name } });
    await expect(bot.client.auth.test({ token: 'xoxb-other' })).rejects.toMatchObject(error('invalid_auth'));
    await expect(bot.client.chat.postMessage({ channel: 'C0NONE', text: 'Hi' })).rejects.toMatchObject(
      error('channel_not_found'),
    );
    await expect(bot.client.chat.update({ channel: 'D0ADA', ts: '1.0', text: 'Hi' })).rejects.toMatchObject(
      error('message_not_found'),
    );
  });

  it('takes a file once, as large as announced, and keeps it over a restart', async () => {
    const { upload_url: uploadUrl = '', file_id: id = '' } = await bot.client.files.getUploadURLExternal({
      ...{ filename: 'Wörter, 1.csv', length: 7 },
    });
    const complete = () =>
      bot.client.files.completeUploadExternal({
        files: [{ id }],
        channel_id: 'D0ADA',
        initial_comment: 'All',
      });
    const upload = async (body: string) => (await fetch(uploadUrl, { method: 'POST', body })).status;
    await expect(complete()).rejects.toMatchObject({ data: { error: 'file_not_found' } });
    expect([await upload('a,b'), await upload('a,b\n1,2'), await upload('a,b\n3,4')]).toEqual([
      400, 200, 400,
    ]);
    await complete();
    await stopBot();
    await startBot();
    const { messages } = await bot.client.conversations.history({ channel: 'D0ADA' });
    expect(messages).toMatchObject([{ text: 'All', files: [{ id, name: 'Wörter, 1.csv', size: 7 }] }]);
    const fetched = (as: string) => fetch(`${url}/playground/files/${id}?as=${as}`);
    const file = await fetched('ada');
    expect(await file.text()).toBe('a,b\n1,2');
    expect(file.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''W%C3%B6rter%2C%201.csv",
    );
    expect([
      (await fetched('ben')).status,
      (await fetch(`${url}/playground/files/..%2Fslack.json`)).status,
    ]).toEqual([...[404, 404]]);
  });

  it('keeps messages over a restart, under the same ids', async () => {
    const { ts } = await postCard(bot, ADA, 'Ada Park');
    await stopBot();
    await startBot();
    const updated = await bot.client.chat.update({ channel: 'D0ADA', ts: ts ?? '', text: 'Settled' });
    expect(updated.ok).toBe(true);
  });
});

describe('the page over HTTP', () => {
  const act = { kind: 'say', as: 'ada', in: 'D0ADA', text: '/funnel' };

  async function postAct(headers: Record<string, string>): Promise<number> {
    const response = await fetch(`${url}/playground/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(act),
    });
    return response.status;
  }

  it('lets only itself act', async () => {
    expect(await postAct({})).toBe(403);
    expect(await postAct({ origin: 'https://evil.test' })).toBe(403);
    expect(await postAct({ origin: 'null' })).toBe(403);
    expect(commands).toEqual([]);
    expect(await postAct({ origin: url })).toBe(200);
    expect(commands).toEqual(['']);
  });

  it('answers only to the names of this machine', async () => {
    const status = await new Promise((resolve, reject) => {
      const outgoing = request(url, { headers: { host: 'evil.test' } }, (answer) =>
        resolve(answer.statusCode),
      );
      outgoing.on('error', reject).end();
    });
    expect(status).toBe(403);
  });

  it('leaves other paths to the bot', async () => {
    expect((await fetch(`${url}/slack/events`, { method: 'POST' })).status).toBe(401);
  });
});

describe.skipIf(!mayUseChromium())('the page in Chromium (set CHROMIUM_PATH)', () => {
  let browser: Browser;
  let foreignRequests: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  async function open(query = '', options: BrowserContextOptions = {}): Promise<Page> {
    foreignRequests = [];
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('request', (sent) => {
      if (!sent.url().startsWith(url)) foreignRequests.push(sent.url());
    });
    await page.goto(`${url}/${query}`);
    return page;
  }

  async function say(page: Page, text: string): Promise<void> {
    await page.getByRole('textbox', { name: /^Message to/ }).fill(text);
    await page.keyboard.press('Enter');
  }

  it("opens on Ada's messages, where Accept works by keyboard and focus stays on the card", async () => {
    await postCard(bot, ADA, 'Ada Park');
    const page = await open();
    await page.getByRole('button', { name: 'Accept' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Accepted by @ada').waitFor();
    expect(await page.getByRole('button', { name: 'Accept' }).count()).toBe(0);
    expect(await page.evaluate('document.activeElement.closest("#rows") !== null')).toBe(true);
    expect(foreignRequests).toEqual([]);
  });

  it('shows a refusal to the person who clicked, and to nobody else', async () => {
    await bot.client.chat.postMessage({
      channel: 'C0SALES',
      text: 'A lead',
      blocks: [{ type: 'actions', elements: [button('accept', 'Accept')] }],
    });
    const ben = await open('?as=ben&in=C0SALES');
    const mara = await open('?as=mara&in=C0SALES');
    await ben.getByRole('button', { name: 'Accept' }).click();
    await ben.getByText('Only Ada may decide this.').waitFor();
    expect(await ben.getByText('Only visible to you').count()).toBe(1);
    await bot.client.chat.postMessage({ channel: 'C0SALES', text: 'Later' });
    await mara.getByText('Later', { exact: true }).waitFor();
    expect(await mara.getByText('Only Ada may decide this.').count()).toBe(0);
  });

  it('keeps what is being typed while a message arrives, and counts it for whom it is', async () => {
    const page = await open('?as=ada');
    const box = page.getByRole('textbox', { name: 'Message to Funnel' });
    await box.fill('half a sent');
    await page.getByRole('button', { name: 'Post a lead' }).click();
    await page.getByRole('navigation', { name: 'Who you are' }).getByText('1 unread').waitFor();
    await box.focus();
    await postCard(bot, ADA, 'Noor Haddad');
    await page.getByText('New lead: Noor Haddad').waitFor();
    expect(await box.inputValue()).toBe('half a sent');
    expect(await page.evaluate('document.activeElement.id')).toBe('say');
    await page.getByRole('link', { name: /^Ben/ }).click();
    await page.getByText('New lead: Kim Vance').waitFor();
  });

  it('sends a typed command with people and channels as ids, and shares its answer', async () => {
    const page = await open('?as=ada&in=C0SALES');
    await say(page, '/funnel leads @ben #lead-pool <now> @nobody');
    await page.getByText('Only visible to you').waitFor();
    expect(commands).toEqual(['leads <@U0BEN|ben> <#C0LEADPOOL|lead-pool> &lt;now&gt; @nobody']);
    await page.getByRole('button', { name: 'Share in channel' }).click();
    await page.getByText('Shared: 14.0 %').waitFor();
    expect(await page.getByText('Only visible to you').count()).toBe(0);
  });

  it("shows a form's errors at its fields and keeps what was filled in", async () => {
    await postCard(bot, ADA, 'Ada Park');
    const page = await open();
    const send = page.getByRole('button', { name: 'Send', exact: true }).last();
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByLabel('Note').fill('rude');
    await send.click();
    await page.getByText('Please complete this required field.').waitFor();
    await page.getByLabel('Bad timing').check();
    await send.click();
    await page.getByText('Please be kind.').waitFor();
    expect(await page.getByLabel('Note').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Note').fill('more');
    await send.click();
    await page.getByText('On top').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Note').waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('more');
    await page.getByLabel('Note').fill('');
    await send.click();
    await page.getByText('Rejected: Bad timing').waitFor();
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });

  it('shows hostile text as text and what it cannot draw as a placeholder', async () => {
    const hostile = `<img src=x onerror="document.title='owned'">"'><script>document.title='owned'</script>`;
    await bot.client.chat.postMessage({
      channel: 'D0ADA',
      text: 'Hostile',
      blocks: [
        { type: 'header', text: plain(hostile) },
        { type: 'actions', elements: [{ ...button(`a"><b>`, hostile), value: hostile }] },
        JSON.parse('{ "type": "mystery" }'),
      ],
    });
    const page = await open();
    await page.getByText('mystery').waitFor();
    expect(await page.getByRole('button', { name: hostile }).count()).toBe(1);
    expect(await page.title()).not.toBe('owned');
    expect(foreignRequests).toEqual([]);
  });

  it('formats text as Slack does: markup in mrkdwn only, and a time is no emoji', async () => {
    await bot.client.chat.postMessage({
      channel: 'D0ADA',
      text: 'Formatting',
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*bold* :wave: 09:00-17:00, 09:00–17:00', verbatim: true },
        },
        { type: 'header', text: plain('*plain* :wave: 09:00-17:00') },
      ],
    });
    const page = await open();
    await page.getByText('bold 👋 09:00-17:00, 09:00–17:00').waitFor();
    await page.getByRole('heading', { name: '*plain* 👋 09:00-17:00' }).waitFor();
  });

  it('fits a phone: no sideways scrolling, and the menu opens and closes by keyboard', async () => {
    await postCard(bot, ADA, 'Ada Park');
    const page = await open('', { viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: 'Accept' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.getByRole('button', { name: 'Menu' }).press('Enter');
    await page.getByRole('link', { name: 'marketing' }).waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'marketing' }).waitFor({ state: 'hidden' });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openPlayground } from '../../src/open-playground.ts';
import { PLAYGROUND_CHANNELS, PLAYGROUND_PEOPLE } from '../../src/playground/cast.ts';
import { createPretendSlack } from '../../src/playground/pretend/pretend-slack.ts';
import { userMethods } from '../../src/playground/pretend/user-methods.ts';
import { axeFaults } from '../support/axe-faults.ts';
import { launchChromium, mayUseChromium } from '../support/chromium.ts';

describe.skipIf(!mayUseChromium())('threads and languages, in the playground', () => {
  let dataDir: string;
  let browser: Browser;
  let playground: Awaited<ReturnType<typeof openPlayground>>;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'funnel-threads-'));
    const config = loadConfig({ FUNNEL_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' });
    [playground, browser] = await Promise.all([openPlayground(config), launchChromium()]);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await playground.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function openAs(
    name: string,
    room = 'C0SALES',
    viewport = { width: 1280, height: 800 },
  ): Promise<Page> {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(15_000);
    await page.goto(`${playground.url}?as=${name}&in=${room}`);
    return page;
  }

  it('opens a thread beside the conversation by keyboard, where two people reply to each other', async () => {
    const ada = await openAs('ada');
    await ada.getByRole('textbox', { name: /^Message to/ }).fill('Who knows Initech?');
    await ada.keyboard.press('Enter');
    const row = ada.locator('#rows .row').filter({ hasText: 'Who knows Initech?' });
    await row.getByRole('button', { name: 'Reply in thread' }).focus();
    await ada.keyboard.press('Enter');
    const thread = ada.getByRole('region', { name: 'Thread', exact: true });
    await thread.getByText('Who knows Initech?').waitFor();
    expect(await ada.evaluate('document.activeElement.id')).toBe('thread-say');
    await ada.keyboard.type('/funnel help');
    await ada.keyboard.press('Enter');
    await ada.getByText('Slack takes no /funnel in a thread').waitFor();
    await ada.getByRole('textbox', { name: 'Reply' }).fill('Anybody?');
    await ada.keyboard.press('Enter');
    await thread.getByText('Anybody?').waitFor();
    expect(await row.getByText('Anybody?').count()).toBe(0);

    const ben = await openAs('ben', 'C0SALES', { width: 400, height: 800 });
    await ben.getByRole('button', { name: /^1 reply last at/ }).click();
    await ben.getByRole('textbox', { name: 'Reply' }).fill('I do.');
    await ben.keyboard.press('Enter');
    await thread.getByText('I do.').waitFor();
    await ada.getByRole('button', { name: /^2 replies last at/ }).waitFor();
    for (const page of [ada, ben]) expect(await axeFaults(page)).toEqual([]);
    expect(await ben.evaluate('document.documentElement.scrollWidth')).toBe(400);

    await ada.keyboard.press('Escape');
    await thread.waitFor({ state: 'hidden' });
    expect(await ada.evaluate('document.activeElement.className')).toContain('thread-button');
  });

  it('lets each person choose the language of their Slack, which stays', async () => {
    const mara = await openAs('mara', 'D0MARA');
    const choice = mara.getByLabel('Slack in');
    expect(await choice.inputValue()).toBe('en-US');
    const options = choice.locator('option');
    const other = (await options.count()) > 1 ? await options.nth(1).getAttribute('value') : null;
    if (!other) return;
    await choice.selectOption(other);
    const again = await openAs('mara', 'D0MARA');
    expect(await again.getByLabel('Slack in').inputValue()).toBe(other);
    expect(await (await openAs('ada')).getByLabel('Slack in').inputValue()).toBe('en-US');
    expect(await axeFaults(again)).toEqual([]);
  });
});

describe('the pretend Slack', () => {
  it('tells the language of a person to whoever asks for it', () => {
    const slack = createPretendSlack({
      ...{ people: PLAYGROUND_PEOPLE, channels: PLAYGROUND_CHANNELS, log: () => {} },
      now: () => new Date('2026-01-05T09:00:00Z'),
    });
    const asked = (input: Record<string, unknown>) => userMethods['users.info']?.(slack, input, {} as never);
    expect(asked({ user: 'U0ADA' })).not.toHaveProperty('user.locale');
    expect(asked({ user: 'U0ADA', include_locale: 'true' })).toHaveProperty('user.locale', 'en-US');
    slack.setLocale('U0ADA', 'ja-JP');
    expect(asked({ user: 'U0ADA', include_locale: true })).toHaveProperty('user.locale', 'ja-JP');
  });
});

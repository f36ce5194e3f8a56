import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openPlayground } from '../../src/open-playground.ts';
import { axeFaults } from '../support/axe-faults.ts';
import { launchChromium, mayUseChromium } from '../support/chromium.ts';

describe.skipIf(!mayUseChromium())('the playground that npm start opens', () => {
  let dataDir: string;
  let browser: Browser;
  let playground: Awaited<ReturnType<typeof openPlayground>>;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'funnel-start-'));
    const config = loadConfig({ FUNNEL_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' });
    [playground, browser] = await Promise.all([openPlayground(config), launchChromium()]);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await playground.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  async function openAs(query: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${playground.url}?as=${query}`);
    return page;
  }

  const focusedText = (page: Page) => page.evaluate<string>('document.activeElement.innerText.trim()');

  /** Goes back from control to control, as Shift+Tab does, to the nearest one of that name. */
  async function tabBackTo(page: Page, name: string): Promise<void> {
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press('Shift+Tab');
      if ((await focusedText(page)) === name) return;
    }
    expect.fail(`no ${name} within 120 steps`);
  }

  it('is worked by keyboard alone: Accept, a form and back, a report', async () => {
    const page = await openAs('ada');
    await page.getByRole('button', { name: 'Accept' }).last().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabBackTo(page, 'Accept');
    await page.keyboard.press('Enter');
    await page.getByText('✅ Accepted').first().waitFor();
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(1);

    await tabBackTo(page, 'Reject');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog');
    await form.getByLabel('Reason').first().waitFor();
    for (let step = 0; step < 12; step += 1) {
      expect(await form.locator(':focus').count(), 'the focus stays in the form').toBe(1);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    expect(await focusedText(page)).toBe('Reject');

    await page.getByRole('textbox').first().focus();
    await page.keyboard.type('/funnel pass-rate');
    await page.keyboard.press('Enter');
    const answer = page.getByText(/MQLs handed over became SQLs so far/);
    await answer.first().waitFor();
  }, 120_000);

  it('lets ten leads come in at once, and time pass: reminders, misses, hand-ons and the digest', async () => {
    const mara = await openAs('mara');
    await mara.getByRole('button', { name: 'Send 10 leads' }).click();
    await mara.getByText('10 leads were sent.').waitFor();
    const reps = await Promise.all(['ada', 'ben', 'kira'].map((name) => openAs(name)));
    const [ada] = reps;
    const burst = reps.map((page) => page.getByRole('link', { name: /^Open BURST-/ }));
    const arrived = async () => (await Promise.all(burst.map((links) => links.allInnerTexts()))).flat();
    await expect.poll(async () => new Set(await arrived()).size, { timeout: 30_000 }).toBe(10);

    await Promise.all(reps.slice(1).map((page) => page.close()));

    const before = await mara.locator('#clock time').getAttribute('datetime');
    await mara.getByRole('button', { name: 'An hour later' }).click();
    await mara.getByText(/New messages: .*Mara/).waitFor();
    const after = await mara.locator('#clock time').getAttribute('datetime');
    expect(Date.parse(after ?? '') - Date.parse(before ?? '')).toBeGreaterThanOrEqual(3_600_000);
    await mara
      .getByText(/not decided in time/)
      .first()
      .waitFor();
    await ada?.getByText('🔔 Reminder:').first().waitFor();
    await ada?.getByText('Handed on to').first().waitFor();

    await mara.getByRole('button', { name: 'Tomorrow morning' }).click();
    await mara.getByText(/at 09:00 now\. New messages: .*#sales 1/).waitFor();
    await mara.getByRole('link', { name: /sales/ }).first().click();
    await mara
      .getByText(/^Yesterday/)
      .first()
      .waitFor();
  }, 120_000);

  it('shows two people side by side, and tells each what the other does', async () => {
    const ada = await openAs('ada&in=C0MARKETING', { viewport: { width: 1400, height: 800 } });
    await ada.getByRole('button', { name: 'Open Mara beside' }).press('Enter');
    const mara = ada.frameLocator('iframe[title="What Mara Lindqvist sees"]');
    await mara.getByRole('link', { name: /marketing/ }).click();
    await ada.getByRole('textbox', { name: 'Message to #marketing' }).fill('Hello Mara');
    await ada.keyboard.press('Enter');
    await mara.getByRole('log').getByText('Hello Mara').waitFor();
    await ada.getByRole('link', { name: /^Ben/ }).click();
    await mara.getByRole('log').waitFor();
    await ada.getByRole('button', { name: 'Close Mara Lindqvist' }).press('Enter');
    expect(await ada.locator('iframe').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing wrong for axe, in %s',
    async (colorScheme) => {
      const wide = { colorScheme, viewport: { width: 1400, height: 900 } };
      const faults = async (page: Page, where: string) =>
        (await axeFaults(page)).map((fault) => `${where}: ${fault}`);
      const home = await openAs('mara&tab=home', wide);
      await home.getByRole('button', { name: 'Open Ada beside' }).click();
      await home.frameLocator('iframe').getByRole('article').first().waitFor();
      await home.locator('#home').getByRole('button', { name: 'Reports…' }).waitFor();
      const found = await faults(home, 'Home beside messages');
      await home.locator('#home').getByRole('button', { name: 'Reports…' }).click();
      await home.getByRole('dialog').getByRole('combobox').first().waitFor();
      found.push(...(await faults(home, 'a form')));
      await home.keyboard.press('Escape');
      await home.getByRole('dialog').waitFor({ state: 'hidden' });
      const phone = await openAs('mara&in=C0SALES', { colorScheme, viewport: { width: 360, height: 740 } });
      found.push(...(await faults(phone, 'a channel on a phone')));
      expect(found).toEqual([]);
    },
    120_000,
  );
});

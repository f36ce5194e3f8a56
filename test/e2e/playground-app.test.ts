import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openPlayground } from '../../src/open-playground.ts';
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

  it('shows a newcomer a card to accept, a pass rate and a ping within a minute', async () => {
    const page = await browser.newPage();
    await page.goto(playground.url);
    const newest = page.getByRole('button', { name: 'Accept' }).last();
    await newest.click();
    await page.getByText('✅ Accepted').first().waitFor();
    await page.getByRole('textbox').first().fill('/funnel pass-rate');
    await page.keyboard.press('Enter');
    await page
      .getByText(/MQLs handed over became SQLs so far/)
      .first()
      .waitFor();
    await page.getByText('🔔 Reminder:').first().waitFor({ timeout: 60_000 });
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(1);
  }, 90_000);
});

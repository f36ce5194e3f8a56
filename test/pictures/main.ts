import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { loadConfig } from '../../src/config.ts';
import { openPlayground } from '../../src/open-playground.ts';
import { launchChromium } from '../support/chromium.ts';

const FOLDER = new URL('../../.github/pictures/', import.meta.url).pathname;
const LARGEST_BYTES = 150_000;

type Picture = {
  name: string;
  as: string;
  tab?: 'home';
  height: number;
  prepare: (page: Page) => Promise<void>;
};

/** The pictures of README.md, in this order: each sees what was done for those before it. */
const PICTURES: readonly Picture[] = [
  {
    name: 'card',
    as: 'ada',
    height: 600,
    async prepare(page) {
      const accept = page.getByRole('button', { name: 'Accept' });
      await accept.nth(1).click();
      await page.getByText('✅ Accepted').first().waitFor();
    },
  },
  {
    name: 'report',
    as: 'mara',
    height: 860,
    async prepare(page) {
      await page.getByRole('textbox').fill('/funnel pass-rate last 180 days');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Share in channel' }).waitFor();
    },
  },
  {
    name: 'home',
    as: 'ada',
    tab: 'home',
    height: 640,
    async prepare(page) {
      await page.locator('#home').getByRole('button').first().waitFor();
    },
  },
];

async function takePicture(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { name, as, tab, height, prepare } = picture;
  const page = await browser.newPage({ viewport: { width: 1040, height } });
  await page.goto(`${url}?${new URLSearchParams({ as, ...(tab && { tab }) })}`);
  await prepare(page);
  await page.mouse.move(0, 0);
  await page.locator('.scroller').focus();
  await page.evaluate('document.activeElement.blur()');
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  console.log(`${path}: ${Math.round(size / 1000)} kB`);
  if (size > LARGEST_BYTES) throw new Error(`${name}.png is larger than ${LARGEST_BYTES / 1000} kB.`);
  await page.close();
}

/** Takes the pictures of README.md anew, from a playground of its own; needs Chromium. */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'funnel-pictures-'));
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launchChromium();
  const playground = await openPlayground(
    loadConfig({ FUNNEL_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' }),
  );
  try {
    for (const picture of PICTURES) await takePicture(browser, playground.url, picture);
  } finally {
    await browser.close();
    await playground.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openPlayground } from '../../src/open-playground.ts';
import { launchChromium, mayUseChromium } from '../support/chromium.ts';
import { hubspotSender } from '../support/crm/hubspot-sender.ts';
import { aHubspot, type PretendHubspot } from '../support/crm/pretend-hubspot.ts';

const SECRET = 'hubspot-app-secret';
const CONTACT = '31337';

describe.skipIf(!mayUseChromium())('HubSpot, connected in the playground', () => {
  let dataDir: string;
  let browser: Browser;
  let hubspot: PretendHubspot;
  let playground: Awaited<ReturnType<typeof openPlayground>>;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'funnel-hubspot-'));
    hubspot = await aHubspot({ now: () => new Date() });
    const environment = { FUNNEL_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' };
    const config = loadConfig({ ...environment, HUBSPOT_API_URL: hubspot.url });
    [playground, browser] = await Promise.all([openPlayground(config), launchChromium()]);
  }, 120_000);

  afterEach(async () => {
    await browser.close();
    await playground.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function openAs(name: string): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${playground.url}?as=${name}`);
    return page;
  }

  async function tellsOf(value: string): Promise<void> {
    const url = `${playground.url}in/hubspot`;
    const body = hubspotSender.compose([{ leadId: CONTACT, value, occurredAt: new Date() }], 0);
    const { headers } = hubspotSender.sign(body, { url, secret: SECRET }, new Date());
    const response = await fetch(url, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ recorded: 1, rejected: [] });
  }

  it('hands over a contact that becomes an MQL there, and shows there what Ada decides', async () => {
    const mara = await openAs('mara');
    const form = mara.getByRole('dialog').last();
    const opens = async (...buttons: string[]) => {
      await expect
        .poll(async () => {
          await mara.keyboard.press('Escape');
          return form.count();
        })
        .toBe(0);
      await mara.getByRole('textbox').first().fill('/funnel connections');
      await mara.keyboard.press('Enter');
      for (const name of buttons) await form.getByRole('button', { name }).first().click();
    };
    await opens('Connect…');
    await form.getByLabel('What is it?').selectOption({ label: 'HubSpot' });
    await form.getByLabel('Name').fill('HubSpot');
    await form.getByLabel('Its own secret').fill(SECRET);
    await form.getByRole('button', { name: 'Connect' }).click();
    await form.getByText('Its own secret is stored').waitFor();

    await opens('Open…', 'Access…');
    await form.getByLabel('Access token of a private app').fill(hubspot.credentials.accessToken);
    await form.getByText('Write to it what is decided here').click();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Saved, and it answers').waitFor();

    await opens('Open…', 'Start handing over…');
    await form.getByRole('button', { name: 'Start', exact: true }).click();
    await form.getByText('From now on').waitFor();

    hubspot.sets(CONTACT, { lifecyclestage: 'marketingqualifiedlead' });
    await tellsOf('marketingqualifiedlead');
    const reps = await Promise.all(['ada', 'ben', 'kira'].map(openAs));
    const card = (page: Page) => page.getByRole('article').filter({ hasText: CONTACT });
    const holder = await Promise.any(
      reps.map(async (page) =>
        card(page)
          .waitFor()
          .then(() => page),
      ),
    );
    await card(holder).getByRole('button', { name: 'Accept' }).click();
    await card(holder).getByText('✅ Accepted').waitFor();
    await expect
      .poll(() => hubspot.reads(CONTACT), { timeout: 20_000 })
      .toMatchObject({ lifecyclestage: 'salesqualifiedlead', hs_lead_status: 'OPEN' });
  }, 120_000);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openPlayground } from '../../src/open-playground.ts';
import { launchChromium, mayUseChromium } from '../support/chromium.ts';

describe.skipIf(!mayUseChromium())('what the bot shows besides cards and reports, in the playground', () => {
  let dataDir: string;
  let browser: Browser;
  let playground: Awaited<ReturnType<typeof openPlayground>>;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'funnel-surfaces-'));
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

  async function openAs(name: string): Promise<Page> {
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${playground.url}?as=${name}`);
    return page;
  }

  async function handOver(leadId: string, name: string, ownerEmail: string): Promise<void> {
    const lead = { name, company: 'Initech', source: 'demo_request', ownerEmail };
    const response = await fetch(new URL('/api/stage-changes', playground.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ leadId, stage: 'mql', occurredAt: new Date().toISOString(), lead }),
    });
    expect(await response.json()).toMatchObject({ recorded: 1 });
  }

  async function say(page: Page, text: string): Promise<void> {
    await page.getByRole('textbox', { name: /^Message to/ }).fill(text);
    await page.keyboard.press('Enter');
  }

  const lastMessage = (page: Page, text: string) =>
    page.getByRole('article').filter({ hasText: text }).last();

  it('passes a lead on by the menu of its card: another rep gets it, and the old card says who', async () => {
    const ada = await openAs('ada');
    await ada.getByRole('button', { name: 'Accept' }).first().waitFor();
    await handOver('L-7001', 'Nora Quist', 'ada@corp.test');
    const card = lastMessage(ada, 'Nora Quist');
    await card.getByLabel('More actions').click();
    await card.getByRole('button', { name: 'Not mine…' }).click();
    const form = ada.getByRole('dialog');
    await form.getByLabel('Reason').selectOption('Wrong region');
    await form.getByRole('button', { name: 'Hand on' }).click();
    await card.getByText('Handed on to').waitFor();
    const [, next = ''] = /Handed on to @(ben|kira)/.exec(await card.innerText()) ?? [];
    expect(await card.getByRole('button', { name: 'Accept' }).count()).toBe(0);
    const other = await openAs(next);
    await lastMessage(other, 'Nora Quist').getByText('Wrong region').waitFor();
    await lastMessage(other, 'Nora Quist').getByRole('button', { name: 'Accept' }).waitFor();
  });

  it('shows each person a Home tab that follows what they do there', async () => {
    await handOver('L-7000', 'Hedda Home', 'ben@corp.test');
    const ben = await openAs('ben');
    await lastMessage(ben, 'Hedda Home').waitFor();
    await ben.getByRole('link', { name: 'Home' }).click();
    const home = ben.locator('#home');
    await home.getByText('Hedda Home, Initech').waitFor();
    await home.getByRole('button', { name: 'Accept' }).first().click();
    await home.getByText('Decided lately').waitFor();
    await home.getByRole('button', { name: 'Undo' }).first().waitFor();

    const mara = await openAs('mara');
    await mara.getByRole('link', { name: 'Home' }).click();
    const manages = mara.locator('#home');
    await manages.getByText('with @ada').first().waitFor();
    await manages.getByRole('button', { name: 'People…' }).click();
    const form = mara.getByRole('dialog');
    await form.getByText('the rep with the fewest').waitFor();
    expect(await form.getByRole('button', { name: 'Edit…' }).count()).toBeGreaterThanOrEqual(3);
    await form.getByRole('button', { name: 'Close' }).last().click();
    await form.waitFor({ state: 'hidden' });
    const olga = await openAs('olga');
    await olga.getByRole('link', { name: 'Home' }).click();
    await olga.locator('#home').getByText('nothing here for guests').waitFor();
  });

  it('lets the manager read the story of a lead and give it to somebody, with a note', async () => {
    await handOver('L-7002', 'Otto Reyes', 'ada@corp.test');
    await lastMessage(await openAs('ada'), 'Otto Reyes').waitFor();
    const mara = await openAs('mara');
    await say(mara, '/funnel lead L-7002');
    const story = lastMessage(mara, 'Otto Reyes');
    await story.getByText('You own this lead.').waitFor();
    await story.getByRole('button', { name: 'Give to…' }).click();
    const form = mara.getByRole('dialog');
    await form.getByRole('button', { name: 'Give', exact: true }).click();
    await form.getByText('Please complete this required field.').waitFor();
    await form.getByLabel('To', { exact: true }).selectOption('Kira Sato');
    await form.getByLabel('Note').fill('She knows Initech');
    await form.getByRole('button', { name: 'Give', exact: true }).click();
    await form.getByText('Done:').waitFor();
    await form.getByRole('button', { name: 'Close' }).last().click();
    await form.waitFor({ state: 'hidden' });
    const kira = await openAs('kira');
    await lastMessage(kira, 'Otto Reyes').getByText('She knows Initech').waitFor();
    await lastMessage(kira, 'Otto Reyes').getByRole('button', { name: 'Accept' }).waitFor();
  });

  it('adds a lead from the menu beside the message box, and one from a message, by keyboard alone', async () => {
    const kira = await openAs('kira');
    await kira.getByLabel('Shortcuts', { exact: true }).focus();
    for (const key of ['Enter', 'Tab', 'Enter']) await kira.keyboard.press(key);
    const form = kira.getByRole('dialog');
    await form.getByLabel('Name').fill('Tove Berg');
    await form.getByLabel('E-mail').fill('tove');
    await kira.keyboard.press('Enter');
    await form.getByText('This is no e-mail address.').waitFor();
    await form.getByLabel('E-mail').fill('tove@berg.test');
    await form.getByLabel('Keep as lead').check();
    await form.getByRole('button', { name: 'Add' }).click();
    const told = lastMessage(kira, 'Tove Berg is added.');
    await told.getByRole('button', { name: 'Lost' }).click();
    await lastMessage(kira, 'Lost by @kira').getByRole('button', { name: 'Undo' }).click();
    await lastMessage(kira, 'Undone by @kira').getByRole('button', { name: 'Make MQL' }).waitFor();

    await say(kira, 'Call Bo Lind: bo@lind.test, +49 30 901820');
    const message = lastMessage(kira, 'Call Bo Lind');
    await message.getByLabel('Shortcuts for this message').focus();
    for (const key of ['Enter', 'Tab', 'Enter']) await kira.keyboard.press(key);
    expect(await form.getByLabel('E-mail').inputValue()).toBe('bo@lind.test');
    expect(await form.getByLabel('Phone').inputValue()).toBe('+49 30 901820');
    await form.getByLabel('Name').fill('Bo Lind');
    await form.getByRole('button', { name: 'Add' }).click();
    await lastMessage(kira, 'Bo Lind is added.').getByText('handed over now').waitFor();
  });

  it('sends leads to others while a rep is away, and back', async () => {
    const ben = await openAs('ben');
    await say(ben, '/funnel away until friday');
    await ben.getByText('New leads go to others until then.').waitFor();
    await handOver('L-7003', 'Pia Stone', 'ben@corp.test');
    const mara = await openAs('mara');
    await say(mara, '/funnel away');
    await mara.getByText('1 away now').waitFor();
    await expect
      .poll(async () => {
        await say(mara, '/funnel lead L-7003');
        return lastMessage(mara, 'Pia Stone').innerText();
      })
      .toMatch(/Turn 1: @(ada|kira)/);
    await say(ben, '/funnel back');
    await ben.getByText('You are back: new leads come again').waitFor();
  });

  it('sends all rows of an answer as a file, to whoever asks alone', async () => {
    const mara = await openAs('mara');
    await say(mara, '/funnel sources');
    await lastMessage(mara, 'Sources').getByRole('button', { name: 'Export CSV' }).click();
    await mara.getByText('The file is in your messages with me.').waitFor();
    const link = lastMessage(mara, 'all rows').getByRole('link', { name: /^sources-.*csv$/ });
    const [download] = await Promise.all([mara.waitForEvent('download'), link.click()]);
    const content = readFileSync(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toMatch(/^sources-.*csv$/);
    expect(content.split('\n')[0]).toMatch(/^\uFEFF?key,cohort\.mqls/);
    expect(content).toMatch(/^webinar,\d/m);
    const address = new URL((await link.getAttribute('href')) ?? '', playground.url);
    address.searchParams.set('as', 'ben');
    expect((await fetch(address)).status).toBe(404);
  });

  it('edits a policy in a form above the list, goes back with and without the change, and tries it', async () => {
    const mara = await openAs('mara');
    await say(mara, '/funnel policies');
    const modal = mara.getByRole('dialog');
    await modal.getByText('Trade shows').waitFor();
    const edit = async () => {
      await modal.getByLabel('More actions').first().click();
      await modal.getByRole('button', { name: 'Edit' }).first().click();
      await modal.getByRole('heading', { name: 'Edit the policy' }).waitFor();
    };
    await edit();
    expect(await modal.getByLabel('Name').inputValue()).toBe('Demo requests');
    const channels = modal.getByRole('group', { name: 'Also tell these channels' });
    expect(await channels.getByRole('checkbox').count()).toBe(3);
    await modal.getByLabel('Time to accept or reject').fill('20 min');
    await mara.keyboard.press('Escape');
    await modal.getByRole('heading', { name: 'SLA policies' }).waitFor();
    expect(await modal.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await edit();
    expect(await modal.getByLabel('Time to accept or reject').inputValue()).toBe('10 min');
    await modal.getByLabel('Time to accept or reject').fill('soon');
    await modal.getByRole('button', { name: 'Continue' }).click();
    await modal.getByText('“soon” is not a duration.').waitFor();
    await modal.getByLabel('Time to accept or reject').fill('20 min');
    await modal.getByRole('group', { name: 'Also tell these people' }).getByLabel('Ben Castillo').check();
    await modal.getByRole('button', { name: 'Continue' }).click();
    await modal.getByText('Done').first().waitFor();
    await modal.getByRole('button', { name: 'Close' }).last().click();
    await modal.getByText('Not saved yet – changed: Demo requests.').waitFor();
    await modal.getByText('decide within 20 min').waitFor();
    await modal.getByRole('button', { name: 'Try on last quarter' }).click();
    await modal.getByText('these policies would have sent').waitFor();
    await modal.getByRole('button', { name: 'Back' }).last().click();
    await modal.getByText('would move').waitFor();
    await modal.getByRole('button', { name: 'Save' }).click();
    await modal.getByText('Open leads keep the deadline that they were promised.').waitFor();
    await mara.keyboard.press('Escape');
    await modal.waitFor({ state: 'hidden' });
    await say(mara, '/funnel policies');
    await modal.getByText('decide within 20 min').waitFor();
    await modal.getByRole('button', { name: 'Close' }).last().click();
  }, 60_000);
});

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** How people look at it. */
const LOOKS = [
  { look: 'light', colorScheme: 'light', width: 1000 },
  { look: 'dark', colorScheme: 'dark', width: 1000 },
  { look: 'narrow', colorScheme: 'light', width: 360 },
] as const;

/**
 * A picture of each page in each look, as `look/name.png`. Returns what is wrong, a line for each fault: what is wider
 * than the window, and what `inspect` finds.
 */
export async function photograph(
  browser: Browser,
  pages: ReadonlyMap<string, string>,
  folder: string,
  inspect: (page: Page) => Promise<string[]> = async () => [],
): Promise<string[]> {
  const faults: string[] = [];
  for (const { look, colorScheme, width } of LOOKS) {
    await mkdir(path.join(folder, look), { recursive: true });
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    for (const [name, content] of pages) {
      await page.setContent(content);
      const found = [...(await tooWide(page)), ...(await inspect(page))];
      faults.push(...found.map((fault) => `${name}, ${look}: ${fault}`));
      await page.screenshot({ path: path.join(folder, look, `${name}.png`), fullPage: true });
    }
    await page.close();
  }
  return faults;
}

/** Tables may be wider than the window, where they can be scrolled. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('.exhibit')]
    .filter((exhibit) => exhibit.scrollWidth > innerWidth)
    .map((exhibit) => exhibit.dataset.name + ' is wider than the window')`);
}

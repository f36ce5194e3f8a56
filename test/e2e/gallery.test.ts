import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectExhibits } from '../gallery/collect-exhibits.ts';
import { createPainter, drawRoom, exhibitId } from '../gallery/draw-gallery.ts';
import { photograph } from '../gallery/photograph.ts';
import { launchChromium, mayUseChromium } from '../support/chromium.ts';

describe.skipIf(!mayUseChromium())('the gallery', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'funnel-gallery-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has a picture of everything that people see, light and dark, wide and narrow, within the window', async () => {
    const rooms = await collectExhibits();
    const suites = (await readdir(path.join(import.meta.dirname, '../messages'))).filter((file) =>
      file.endsWith('.test.ts'),
    );
    expect(rooms.map(({ name }) => name)).toEqual(
      suites.map((file) => path.basename(file, '.test.ts')).sort(),
    );
    const ids = rooms.flatMap(({ exhibits }) => exhibits.map(exhibitId));
    expect(new Set(ids).size).toBe(ids.length);
    const painter = createPainter();
    const pages = new Map(rooms.map((room) => [room.name, drawRoom(painter, room)]));
    for (const page of pages.values()) expect(page).not.toContain('this page cannot draw it');
    const browser = await launchChromium();
    const faults = await photograph(browser, pages, folder).finally(() => browser.close());
    expect(faults).toEqual([]);
    const pictures = await readdir(folder, { recursive: true });
    expect(pictures.filter((file) => file.endsWith('.png'))).toHaveLength(3 * pages.size);
  }, 120_000);
});

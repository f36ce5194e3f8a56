import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { html, trusted } from '../../src/playground/render/html.ts';
import { launchChromium, mayUseChromium } from '../support/chromium.ts';
import { MARKED } from '../support/spoken.ts';
import { collectExhibits, type Room } from './collect-exhibits.ts';
import { createPainter, drawRoom, exhibitId, type Painter } from './draw-gallery.ts';
import { photograph } from './photograph.ts';
import { faultsOf, unmarkedWords } from './unmarked-words.ts';

const FOLDER = path.join(import.meta.dirname, '../../.gallery');
const KEPT = path.join(FOLDER, 'kept.json');
const USAGE = `npm run gallery                 draws everything that people see, and photographs it where Chromium is
npm run gallery -- --keep       the same, and keeps it to compare with
npm run gallery -- --compare    the same, and shows what has changed since it was kept
npm run gallery -- --language ja    in another language; “marked” lists what is not said through the catalogue`;
const OPTIONS = {
  keep: { type: 'boolean' },
  compare: { type: 'boolean' },
  language: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const { values } = parseArgs({ options: OPTIONS });
if (values.help) process.stdout.write(`${USAGE}\n`);
else process.exitCode = await main();

/** Returns the exit code: 1 where something stands out of the window. */
async function main(): Promise<number> {
  if (values.compare && !existsSync(KEPT)) {
    process.stderr.write('There is nothing to compare with. Run it with --keep before the change.\n');
    return 1;
  }
  const rooms = await collectExhibits(values.language);
  if (values.language === MARKED)
    for (const words of unmarkedWords(rooms)) process.stdout.write(`${words}\n`);
  else for (const fault of faultsOf(rooms)) process.stderr.write(`${fault}\n`);
  const painter = createPainter();
  await mkdir(FOLDER, { recursive: true });
  const pages = new Map(rooms.map((room) => [room.name, drawRoom(painter, room)]));
  for (const [name, page] of pages) await write(`${name}.html`, page);
  await write('index.html', painter.page('Everything that Funnel says', entrance(rooms)));
  process.stdout.write(`Drawn: ${path.join(FOLDER, 'index.html')}\n`);
  if (values.compare) await compare(painter, rooms);
  if (values.keep) await write('kept.json', JSON.stringify(markupOf(painter, rooms)));
  if (!mayUseChromium()) return 0;
  const browser = await launchChromium();
  const faults = await photograph(browser, pages, FOLDER).finally(() => browser.close());
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length > 0 ? 1 : 0;
}

function entrance(rooms: readonly Room[]) {
  return html`<ul>${rooms.map(({ name, exhibits }) => html`<li><a href="${name}.html">${name}</a> (${exhibits.length})</li>`)}</ul>`;
}

type Markup = Record<string, { name: string; markup: string }>;

function markupOf({ exhibit }: Painter, rooms: readonly Room[]): Markup {
  return Object.fromEntries(
    rooms.flatMap(({ exhibits }) =>
      exhibits.map((one) => [exhibitId(one), { name: one.name, markup: exhibit(one).text }]),
    ),
  );
}

/** A page with each exhibit that has changed, as it was and as it is. */
async function compare(painter: Painter, rooms: readonly Room[]): Promise<void> {
  const before = JSON.parse(await readFile(KEPT, 'utf8')) as Markup;
  const now = markupOf(painter, rooms);
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (id) => before[id]?.markup !== now[id]?.markup,
  );
  const side = (title: string, one: Markup[string] | undefined) =>
    html`<div><p><b>${title}</b></p>${one ? trusted(one.markup) : html`<p>Nothing.</p>`}</div>`;
  const body = html`<p>${changed.length} differ.</p>
    ${changed.map((id) => html`<div class="beside">${side('Before', before[id])}${side('Now', now[id])}</div>`)}`;
  await write('changes.html', painter.page('What has changed', body));
  process.stdout.write(`${changed.length} differ: ${path.join(FOLDER, 'changes.html')}\n`);
}

function write(name: string, text: string): Promise<void> {
  return writeFile(path.join(FOLDER, name), text);
}

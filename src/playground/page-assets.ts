import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type Asset = { type: string; body: string };

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="8" fill="#0f766e"/><path d="M8 10h20l-7.5 9v6.5l-5 2.5v-9z" fill="#fff"/></svg>`;

const PAGE_FOLDER = new URL('./page/', import.meta.url);
const STYLES = [
  'base',
  'clock',
  'sidebar',
  'messages',
  'controls',
  'forms',
  'panel',
  'responsive',
  'beside',
  'shortcuts',
  'thread',
];

/** The static files of the page, read once, by name; the style sheets come as one `page.css`. */
export function loadPageAssets(): ReadonlyMap<string, Asset> {
  const read = (name: string) => readFileSync(new URL(name, PAGE_FOLDER), 'utf8');
  const scripts = readdirSync(PAGE_FOLDER).filter((name) => name.endsWith('.js'));
  return new Map([
    ...scripts.map((name): [string, Asset] => [
      name,
      { type: 'text/javascript; charset=utf-8', body: read(name) },
    ]),
    [
      'page.css',
      { type: 'text/css; charset=utf-8', body: STYLES.map((name) => read(`${name}.css`)).join('\n') },
    ],
    ['blocks.css', { type: 'text/css; charset=utf-8', body: blocksCss() }],
    ['icon.svg', { type: 'image/svg+xml', body: ICON }],
  ]);
}

/** The block library turns dark by an attribute; here it follows the reader's system, without a script. */
function blocksCss(): string {
  const css = readFileSync(
    createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'),
    'utf8',
  );
  const always = css.replaceAll('[data-theme=dark]', ':root');
  return `${css}\n@media (prefers-color-scheme: dark) {\n${always}\n}`;
}

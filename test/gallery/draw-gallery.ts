import { createHash } from 'node:crypto';
import { PLAYGROUND_PEOPLE } from '../../src/playground/cast.ts';
import { loadPageAssets } from '../../src/playground/page-assets.ts';
import type { SlackBlock, SlackText } from '../../src/playground/pretend/block.ts';
import { createPretendSlack } from '../../src/playground/pretend/pretend-slack.ts';
import { type Html, html, trusted } from '../../src/playground/render/html.ts';
import { plainText } from '../../src/playground/render/plain-text.ts';
import { renderBlocks } from '../../src/playground/render/render-blocks.ts';
import type { Viewer } from '../../src/playground/render/viewer.ts';
import type { Exhibit } from '../messages/expect-shown.ts';
import type { Room } from './collect-exhibits.ts';

const NOW = new Date('2026-01-05T09:00:00Z');
const STYLE = `
  body { display: block; overflow: auto; height: auto; padding: 1rem; }
  main { display: block; }
  .exhibit { max-width: 46rem; margin: 0 0 2rem; overflow-wrap: anywhere; }
  .exhibit > h2 { margin: 0 0 0.25rem; font-size: 0.9rem; }
  .exhibit > .said { margin: 0 0 0.5rem; color: var(--quiet); font-size: 0.85rem; overflow-wrap: anywhere; }
  .beside { display: flex; gap: 1rem; }
  .beside > div { flex: 1; min-width: 0; }
  .frame { border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem; background: var(--page); }`;

interface Shown {
  text?: string;
  title?: SlackText;
  submit?: SlackText;
  close?: SlackText;
  blocks?: SlackBlock[];
}

/** Pages without scripts, as a reader in Berlin sees them at nine on a Monday morning. */
export function createPainter() {
  const slack = createPretendSlack({
    people: PLAYGROUND_PEOPLE,
    channels: [{ name: 'sales', topic: 'Leads' }],
    now: () => NOW,
    log: () => {},
  });
  const [person] = slack.workspace.people;
  const conversation = person && slack.workspace.conversation(person.dmId);
  if (!person || !conversation) throw new Error('Nobody is there to look at it');
  const viewer: Viewer = { slack, person, conversation };
  const assets = loadPageAssets();
  const styles = ['blocks.css', 'page.css'].map((name) => assets.get(name)?.body ?? '');
  return {
    exhibit: (exhibit: Exhibit) => drawExhibit(exhibit, viewer),
    page: (title: string, body: Html) =>
      html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${trusted([...styles, STYLE].join('\n'))}</style></head>
<body id="slack_blocks_to_jsx"><main><h1>${title}</h1>${body}</main></body></html>`.text,
  };
}

export type Painter = ReturnType<typeof createPainter>;

export function drawRoom({ page, exhibit }: Painter, { name, exhibits }: Room): string {
  return page(`What Funnel says: ${name}`, html`${exhibits.map(exhibit)}`);
}

/** Stays the same as long as the exhibit has its name. */
export function exhibitId({ name, surface }: Pick<Exhibit, 'name' | 'surface'>): string {
  return `x${createHash('sha1').update(`${surface} ${name}`).digest('hex').slice(0, 12)}`;
}

function drawExhibit({ name, surface, payload }: Exhibit, viewer: Viewer): Html {
  const id = exhibitId({ name, surface });
  const { text, title, submit, close, blocks = [] } = payload as Shown;
  const named = blocks.map((block, index) => ({ ...block, block_id: block.block_id ?? `b${index}` }));
  const words = text ? [{ type: 'section', block_id: 'text', text: { type: 'mrkdwn', text } }] : [];
  const shown = named.length > 0 ? named : words;
  const buttons = [close, submit].filter((label) => label !== undefined);
  return html`<article class="exhibit" id="${id}" data-name="${name}">
    <h2>${name} <small>${surface}</small></h2>
    ${text && html`<p class="said">In notifications: ${text}</p>`}
    <div class="frame" data-surface="${id}">
      ${title && html`<header><strong>${plainText(title)}</strong></header>`}
      ${renderBlocks(shown as SlackBlock[], { ...viewer, surface: id })}
      ${buttons.length > 0 && html`<footer class="actions">${buttons.map((label) => html`<button type="button" class="button">${plainText(label)}</button>`)}</footer>`}
    </div></article>`;
}

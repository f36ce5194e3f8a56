import type { SharedFile } from '../pretend/file-store.ts';
import { type Html, html } from './html.ts';
import type { Viewer } from './viewer.ts';

const SIZE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** The files of a message, each to be downloaded by whoever sees the message. */
export function renderFiles(files: readonly SharedFile[], { person }: Viewer): Html {
  return html`<ul class="files">${files.map(
    ({ id, name, title, size }) =>
      html`<li>📄 <a href="/playground/files/${id}?as=${person.id}" download="${name}">${title}</a> <span>${sizeText(size)}</span></li>`,
  )}</ul>`;
}

function sizeText(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${SIZE.format(bytes / 1024)} kB`;
}

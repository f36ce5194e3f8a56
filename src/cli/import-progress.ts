import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

const LINE_EVERY_MS = 3000;

export interface ImportProgress {
  /** `share` of the file that is read, from 0 to 1. */
  update: (rows: number, share: number) => void;
  stop: () => void;
}

/** A bar for somebody who watches, a line every few seconds for a log. */
export function importProgress(terminal: Terminal, now: () => Date): ImportProgress {
  return terminal.isInteractive ? progressBar() : progressLines(terminal, now);
}

function progressBar(): ImportProgress {
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {rows} rows | {eta_formatted} to go',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1000, 0, { rows: '0' });
  return {
    update: (rows, share) => bar.update(Math.floor(share * 1000), { rows: rows.toLocaleString('en-US') }),
    stop: () => bar.stop(),
  };
}

function progressLines(terminal: Terminal, now: () => Date): ImportProgress {
  let saidAt = now().getTime();
  return {
    update(rows, share) {
      const at = now().getTime();
      if (at - saidAt < LINE_EVERY_MS) return;
      saidAt = at;
      const percentage = share > 0 ? ` (${Math.floor(share * 100)} % of the file)` : '';
      terminal.note(`${rows.toLocaleString('en-US')} rows so far${percentage}`);
    },
    stop() {},
  };
}

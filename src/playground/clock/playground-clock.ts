import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Saved = z.object({ aheadMs: z.number().int().nonnegative() });

/** The time of the playground: the machine's, or ahead of it by as much as somebody has leapt. */
export type PlaygroundClock = {
  now(): Date;
  isAhead(): boolean;
  /** The clock runs on from there; an instant that has passed changes nothing. */
  moveTo(instant: Date): void;
};

/** How far ahead it is stands in `clock.json` of the data folder: what the bot knows must not lie in the future. */
export function createPlaygroundClock(options: {
  machineNow: () => Date;
  dataDir: string;
  log: (message: string) => void;
}): PlaygroundClock {
  const { machineNow, dataDir } = options;
  const file = join(dataDir, 'clock.json');
  let aheadMs = load(file, options.log);
  const now = () => new Date(machineNow().getTime() + aheadMs);

  return {
    now,
    isAhead: () => aheadMs > 0,
    moveTo(instant) {
      if (instant <= now()) return;
      aheadMs = instant.getTime() - machineNow().getTime();
      try {
        mkdirSync(dataDir, { recursive: true });
        writeFileSync(`${file}.new`, JSON.stringify({ aheadMs }));
        renameSync(`${file}.new`, file);
      } catch (error) {
        options.log(`The playground's time cannot be kept in ${file}: ${(error as Error).message}`);
      }
    },
  };
}

function load(file: string, log: (message: string) => void): number {
  try {
    return Saved.parse(JSON.parse(readFileSync(file, 'utf8'))).aheadMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      log(`The playground's time in ${file} cannot be read (${(error as Error).message}); it is now.`);
    }
    return 0;
  }
}

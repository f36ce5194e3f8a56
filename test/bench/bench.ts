import type { Measure } from './measure.ts';

export interface BenchOptions {
  /** Small sizes and few runs: shows that the bench works, not how fast anything is. */
  quick: boolean;
  onProgress: (message: string) => void;
}

/** Runs one bench from nothing, and says what it found. */
export type Bench = (options: BenchOptions) => Promise<Measure[]>;

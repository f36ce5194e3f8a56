/** One thing done by us and by the baseline in the same run: the figures of every repetition. */
export interface Measure {
  measure: string;
  unit: string;
  ours: readonly number[];
  /** What it is compared with, by name. */
  baseline: string;
  theirs: readonly number[];
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  const lower = sorted[Math.ceil(half) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** Ours divided by theirs, by the medians. */
export function ratio({ ours, theirs }: Pick<Measure, 'ours' | 'theirs'>): number {
  return median(ours) / median(theirs);
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Whole numbers in rising order; several of them are taken together as one sample, without being merged. */
export type SortedSample = Float64Array;

export function sortedSample(values: Iterable<number>): SortedSample {
  return Float64Array.from(values).sort();
}

/** Big-endian doubles, as `string_agg(float8send(…), '')` answers them, in rising order. */
export function sampleOfBytes(bytes: Uint8Array | null): SortedSample {
  if (!bytes) return new Float64Array();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sample = new Float64Array(bytes.byteLength / Float64Array.BYTES_PER_ELEMENT);
  for (let index = 0; index < sample.length; index += 1) {
    sample[index] = view.getFloat64(index * Float64Array.BYTES_PER_ELEMENT);
  }
  return sample.sort();
}

function sizeOf(samples: readonly SortedSample[]): number {
  return samples.reduce((sum, { length }) => sum + length, 0);
}

/** Null of nothing. */
export function meanOf(samples: readonly SortedSample[]): number | null {
  const size = sizeOf(samples);
  if (size === 0) return null;
  let sum = 0;
  for (const sample of samples) for (const value of sample) sum += value;
  return sum / size;
}

/**
 * The value below which `share` of the sample lies, interpolated between neighbours as `percentile_cont` does it. Found
 * by halving the range of values, so that the time hardly grows with the sample. Null of nothing.
 */
export function quantileOf(samples: readonly SortedSample[], share: number): number | null {
  const size = sizeOf(samples);
  if (size === 0) return null;
  const position = share * (size - 1);
  const index = Math.floor(position);
  const value = valueAt(samples, index);
  if (index === position) return value;
  return value + (valueAfter(samples, index, value) - value) * (position - index);
}

/** The value with so many before it. */
function valueAt(samples: readonly SortedSample[], index: number): number {
  let low = Infinity;
  let high = -Infinity;
  for (const sample of samples) {
    low = Math.min(low, sample[0] ?? Infinity);
    high = Math.max(high, sample.at(-1) ?? -Infinity);
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (countUpTo(samples, middle) > index) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The one that follows `value`, which is the one with `index` before it. */
function valueAfter(samples: readonly SortedSample[], index: number, value: number): number {
  let upTo = 0;
  let next = Infinity;
  for (const sample of samples) {
    const count = rankOf(sample, value);
    upTo += count;
    next = Math.min(next, sample[count] ?? Infinity);
  }
  return upTo > index + 1 ? value : next;
}

function countUpTo(samples: readonly SortedSample[], value: number): number {
  let count = 0;
  for (const sample of samples) count += rankOf(sample, value);
  return count;
}

/** How many are not above `value`. */
function rankOf(sample: SortedSample, value: number): number {
  let low = 0;
  let high = sample.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sample[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

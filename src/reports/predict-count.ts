/** Between these the count will lie, both included. */
export interface CountRange {
  low: number;
  high: number;
}

const TAIL = 0.1;

/**
 * Where a count ends that stands at `counted` after `passed` of its time with `left` to come: at least 80 times of 100
 * within the range, if leads go on coming one by one at a steady rate (a Poisson process); when they come in batches it is
 * wider. What is still to come is bounded by the exact prediction limits of Nelson, "Confidence intervals for the ratio
 * of two Poisson means and Poisson predictor intervals", IEEE Transactions on Reliability 19 (1970): the 10 % quantile of
 * the negative binomial distribution with size `counted` and the 90 % quantile of that with size `counted + 1`, both with
 * the probability passed ÷ (passed + left). Null before any time has passed.
 */
export function predictCount(counted: number, passed: number, left: number): CountRange | null {
  if (left <= 0) return { low: counted, high: counted };
  if (passed <= 0) return null;
  const share = passed / (passed + left);
  return {
    low: counted + quantile(TAIL, counted, share),
    high: counted + quantile(1 - TAIL, counted + 1, share),
  };
}

/** The least number of failures before the `size`th success that is reached with at least this probability. */
function quantile(probability: number, size: number, success: number): number {
  if (size === 0) return 0;
  const reaches = (failures: number) => incompleteBeta(success, size, failures + 1) >= probability;
  let high = 1;
  while (!reaches(high)) high *= 2;
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const MOST_TERMS = 20_000;
const PRECISION = 1e-14;
const TINY = 1e-300;

/** The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz and Stegun 26.5.8). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const scale = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return (scale * continuedFraction(x, a, b)) / a;
}

/** Evaluated from the front, after Lentz. */
function continuedFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return fraction;
}

/** Stirling's series, moved up to where it is exact to the last digits. */
function logGamma(value: number): number {
  let z = value;
  let shift = 0;
  while (z < 15) {
    shift += Math.log(z);
    z += 1;
  }
  const r = 1 / (z * z);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}

/** A fraction; null where there is nothing to divide by, which is "no data" and not 0. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

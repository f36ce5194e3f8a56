/** A whole lead is what can be there: of 12.3 expected, 13. */
export function wholeLeads(value: number): number {
  return Math.max(0, Math.ceil(value - 1e-9));
}

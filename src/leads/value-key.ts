/** What makes two values of a CRM the same: case and outer blanks make no other. */
export function valueKey(value: string): string {
  return value.trim().toLowerCase();
}

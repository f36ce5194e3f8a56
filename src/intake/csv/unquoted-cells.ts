/**
 * The cells that csv-parse made of a record, or undefined when a closing quote is followed by more text than blanks.
 * Such a field it leaves as it is, opening quote included.
 */
export function unquotedCells(cells: string[], record: Buffer): string[] | undefined {
  if (!cells.some((cell) => cell.startsWith('"'))) return cells;
  const unquoted = cells.map((cell) => unquotedCell(cell, record));
  return unquoted.every((cell) => cell !== undefined) ? unquoted : undefined;
}

function unquotedCell(cell: string, record: Buffer): string | undefined {
  if (!cell.startsWith('"') || record.includes(quoted(cell))) return cell;
  const value = cell.trimEnd().slice(1, -1);
  return record.includes(`${quoted(value)} `) ? value : undefined;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

const ERROR_VALUES = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/i;
const FORCED_TEXT = /^="([^"]*)"$/;
const APOSTROPHE = /^'(?=[0-9=+@-])/;
const DESTROYED_NUMBER = /^-?\d(?:[.,]\d+)?E\+\d+$/i;

/** A cell without what a spreadsheet wraps around it: blanks of any kind, `="00123"`, the apostrophe of `'00123`. */
export function cleanCell(cell: string): string {
  const text = cell.trim();
  const first = text.charCodeAt(0);
  if (first === 0x3d) return (FORCED_TEXT.exec(text)?.[1] ?? text).trim();
  return first === 0x27 ? text.replace(APOSTROPHE, '') : text;
}

/** Why a spreadsheet's cell says nothing, such as `#N/A`; undefined for any other. */
export function cellFault(text: string): string | undefined {
  if (text.charCodeAt(0) !== 0x23 || !ERROR_VALUES.test(text)) return undefined;
  return `is ${text}, an error of the spreadsheet: correct the formula and export again`;
}

/** Why a text cannot be an id: a spreadsheet has rounded it to `1.23457E+12`. */
export function idFault(text: string): string | undefined {
  if (!DESTROYED_NUMBER.test(text)) return undefined;
  return `is ${text}: Excel has rounded this number, its digits are lost; format the column as text and export again`;
}

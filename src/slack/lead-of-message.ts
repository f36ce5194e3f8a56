import { LONGEST_NOTE } from '../leads/new-lead.ts';
import { cut } from './messages/text.ts';

/** What a message tells of a lead. */
export interface LeadOfMessage {
  email: string | undefined;
  phone: string | undefined;
  note: string;
}

const EMAIL = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/;
/** Eight digits or more, so that years, prices and times are none. */
const PHONE = /(?<![\w.:/-])(?:\+|\(?\d)[\d ()./-]{6,24}\d(?![\w:/-])/g;
const DATE = /^\d{4}-\d\d-\d\d|^\d{1,2}[./]\d{1,2}[./]\d{2,4}/;

/** Finds an e-mail address and a phone number in the text of a message, as Slack sends it; the rest is kept as a note. */
export function leadOfMessage(text: string): LeadOfMessage {
  const plain = plainTextOf(text);
  const phone = [...plain.matchAll(PHONE)]
    .map(([found]) => found.trim())
    .find((found) => {
      const digits = found.replace(/\D/g, '').length;
      return digits >= 8 && digits <= 15 && !DATE.test(found);
    });
  return { email: EMAIL.exec(plain)?.[0], phone, note: cut(plain, LONGEST_NOTE) };
}

/** What a reader sees of Slack's markup: links by their labels, special characters as they are. */
function plainTextOf(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(/<(mailto:|tel:)?([^<>|]*)(?:\|([^<>]*))?>/g, (_, scheme, target: string, label?: string) =>
      scheme ? (label ?? target) : shown(target, label),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

function shown(target: string, label: string | undefined): string {
  if (/^[@#!]/.test(target)) return label ? `${target.charAt(0)}${label.replace(/^[@#!]/, '')}` : target;
  return label === undefined || label === target ? target : `${label} (${target})`;
}

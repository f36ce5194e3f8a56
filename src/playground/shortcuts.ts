/** What Slack's own menus offer, as the manifest of the bot names it. */
export const SHORTCUTS = [
  { type: 'global', callbackId: 'add_lead', name: 'Add a lead' },
  { type: 'message', callbackId: 'make_lead', name: 'Make this a lead' },
] as const;

export type ShortcutType = (typeof SHORTCUTS)[number]['type'];

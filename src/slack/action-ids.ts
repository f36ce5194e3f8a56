/** Every button, select and modal of the bot by the name that Slack sends back. */
export const ACTION = {
  accept: 'accept_lead',
  reject: 'reject_lead',
  undo: 'undo_decision',
  contacted: 'mark_contacted',
  openCard: 'open_card',
  share: 'share_report',
} as const;

export const VIEW = {
  reject: 'reject_view',
  settings: 'settings_view',
} as const;

/** Every button, select and modal of the bot by the name that Slack sends back. */
export const ACTION = {
  accept: 'accept_lead',
  reject: 'reject_lead',
  undo: 'undo_decision',
  contacted: 'mark_contacted',
  openCard: 'open_card',
  share: 'share_report',
  leadMenu: 'lead_menu',
  give: 'give_lead',
  giveSeveral: 'give_several',
  handOn: 'hand_on_lead',
  claim: 'claim_lead',
  excuse: 'excuse_breach',
  correct: 'correct_decision',
  resume: 'resume_turns',
  policyMenu: 'policy_menu',
  editPolicy: 'edit_policy',
  addPolicy: 'add_policy',
  tryPolicies: 'try_policies',
} as const;

export const VIEW = {
  reject: 'reject_view',
  settings: 'settings_view',
  give: 'give_view',
  handOn: 'hand_on_view',
  excuse: 'excuse_view',
  correct: 'correct_view',
  policies: 'policies_view',
  policy: 'policy_view',
} as const;

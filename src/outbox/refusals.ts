/** Refusals that are about the app and its token, not about a recipient: everything waits until an admin has put it right. */
export const REFUSES_APP = [
  'account_inactive',
  'invalid_auth',
  'messages_tab_disabled',
  'missing_scope',
  'no_permission',
  'not_authed',
  'token_expired',
  'token_revoked',
] as const;

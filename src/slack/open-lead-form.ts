import type { types } from '@slack/bolt';
import type { Context } from '../context.ts';
import { NotFoundError } from '../errors.ts';
import { findHandoff } from '../leads/find-handoff.ts';
import type { Handoff } from '../leads/handoff.ts';
import { getCards, type LeadCard } from '../leads/lead-card.ts';
import { say } from '../words/say.ts';
import type { Click } from './listen.ts';
import { plainLeadName } from './messages/lead-card-message.ts';
import type { SlackDeps } from './slack-deps.ts';

/** Opens a form about a lead; `check` refuses before anybody fills one in in vain. */
export async function openLeadForm(
  deps: SlackDeps,
  { ctx, triggerId }: Pick<Click, 'ctx' | 'triggerId'>,
  handoffId: string,
  form: {
    check: (ctx: Context, handoff: Handoff) => void | Promise<void>;
    view: (about: { card: LeadCard; lead: string }) => types.ModalView;
  },
): Promise<void> {
  await form.check(ctx, await findHandoff(ctx, handoffId));
  const [card] = await getCards(ctx, [handoffId]);
  if (!card || card.erasedAt)
    throw new NotFoundError(say('This lead is no longer known here. It may have been erased.'));
  const view = form.view({ card, lead: plainLeadName(card, 60) });
  await deps.client.views.open({ trigger_id: triggerId, view });
}

import type { App } from '@slack/bolt';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import { type GivenLeads, giveLeads } from '../../leads/give-leads.ts';
import { getCards, listQueue } from '../../leads/lead-card.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { whoHasItNow } from '../how-it-stands.ts';
import { onButton } from '../listen.ts';
import { onForm } from '../on-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { GIVE_FIELD, giveSeveralView, giveView, MOST_GIVEN } from '../views/give-view.ts';

export function listenToGive(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.give, async ({ ctx, value, triggerId }) => {
    requireManager(ctx, 'give leads to somebody');
    const [card] = await getCards(ctx, [value]);
    if (!card) throw new NotFoundError(say('This lead is no longer known here. It may have been erased.'));
    await deps.client.views.open({ trigger_id: triggerId, view: giveView(card) });
  });

  onButton(app, deps, ACTION.giveSeveral, async ({ ctx, triggerId }) => {
    requireManager(ctx, 'give leads to somebody');
    const { cards } = await listQueue(ctx, { limit: MOST_GIVEN });
    if (cards.length === 0) throw new InvalidInputError(say('No lead is open any more.'));
    const { timeZone } = await getWorkspace(ctx);
    const view = giveSeveralView(cards, { timeZone, now: ctx.now() });
    await deps.client.views.open({ trigger_id: triggerId, view });
  });

  onForm(app, deps, { callbackId: VIEW.give, failed: () => say('Not given') }, ({ values, metadata }) => {
    const chosen = values[GIVE_FIELD.leads]?.[GIVE_FIELD.leads]?.selected_options ?? [];
    const handoffIds = metadata ? [metadata] : chosen.map((option) => option.value);
    const toUserId = values[GIVE_FIELD.to]?.[GIVE_FIELD.to]?.selected_user;
    if (handoffIds.length === 0) return { errors: { [GIVE_FIELD.leads]: say('Choose at least one lead.') } };
    if (!toUserId) return { errors: { [GIVE_FIELD.to]: say('Choose somebody.') } };
    const note = values[GIVE_FIELD.note]?.[GIVE_FIELD.note]?.value ?? undefined;
    return {
      slow: say('Giving…'),
      async work(ctx) {
        const result = await giveLeads(ctx, deps.directory, { handoffIds, toUserId, note });
        deps.wake();
        const title = result.given.length > 0 ? say('Done') : say('Not given');
        const isOne = metadata && result.given.length === 1;
        const sentence = isOne ? await whoHasItNow(ctx, metadata) : resultSentence(result, toUserId);
        return { notice: { title, sentence } };
      },
    };
  });
}

function resultSentence({ given, heldAlready, settled, unknown }: GivenLeads, userId: string): string {
  const who = `<@${userId}>`;
  const counted = (leads: readonly unknown[]) => ({ count: leads.length, who });
  const bySettler = Map.groupBy(settled, ({ state, decidedBy }) => `${state} ${decidedBy ?? ''}`);
  const parts = [
    given.length > 0
      ? say('{count, plural, one {# lead} other {# leads}} given to {who}.', counted(given))
      : '',
    heldAlready.length > 0
      ? say('{who} has {count, plural, one {# lead} other {# leads}} of these already.', counted(heldAlready))
      : '',
    ...[...bySettler.values()].map(settledSentence),
    unknown > 0
      ? say('{count, plural, one {# lead} other {# leads}} not known here any more.', { count: unknown })
      : '',
  ];
  return parts.filter(Boolean).join(' ');
}

/** Leads that the same person has settled in the same way. */
function settledSentence(settled: GivenLeads['settled']): string {
  const [first] = settled;
  const values = { count: settled.length, state: first?.state ?? 'void' };
  return first?.decidedBy
    ? say(
        '{count, plural, one {# lead was} other {# leads were}} already {state, select, accepted {accepted} rejected {rejected} recycled {recycled} withdrawn {withdrawn} other {void}} by {who}.',
        { ...values, who: `<@${first.decidedBy}>` },
      )
    : say(
        '{count, plural, one {# lead was} other {# leads were}} already {state, select, accepted {accepted} rejected {rejected} recycled {recycled} withdrawn {withdrawn} other {void}}.',
        values,
      );
}

import type { PretendSlack } from './pretend-slack.ts';
import { viewObject } from './view-object.ts';
import type { ViewChange, ViewDraft } from './view-store.ts';
import type { ApiAnswer, ApiArguments, ApiMethods } from './web-api.ts';

export const viewMethods: ApiMethods = {
  'views.open': (slack, input) => withTrigger(slack, input, slack.views.open),
  'views.push': (slack, input) => withTrigger(slack, input, slack.views.push),
  'views.update': (slack, input) => {
    const key = {
      ...(typeof input.view_id === 'string' && { viewId: input.view_id }),
      ...(typeof input.external_id === 'string' && { externalId: input.external_id }),
      ...(typeof input.hash === 'string' && { hash: input.hash }),
    };
    return changeAnswer(slack, slack.views.update(key, input.view as ViewDraft));
  },
  'views.publish': (slack, input) => {
    const person = slack.workspace.people.find(({ id }) => id === input.user_id);
    if (!person) return { ok: false, error: 'user_not_found' };
    const hash = typeof input.hash === 'string' ? input.hash : undefined;
    return changeAnswer(slack, slack.views.publish(person.id, input.view as ViewDraft, hash));
  },
};

function withTrigger(
  slack: PretendSlack,
  input: ApiArguments,
  show: (userId: string, channelId: string, draft: ViewDraft) => ViewChange,
): ApiAnswer {
  const trigger = slack.tickets.redeemTrigger(String(input.trigger_id));
  if ('error' in trigger) return { ok: false, error: trigger.error };
  return changeAnswer(slack, show(trigger.userId, trigger.channelId, input.view as ViewDraft));
}

function changeAnswer(slack: PretendSlack, change: ViewChange): ApiAnswer {
  return change.ok ? { ok: true, view: viewObject(slack, change.view, {}) } : change;
}

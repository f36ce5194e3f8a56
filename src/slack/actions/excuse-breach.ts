import type { App } from '@slack/bolt';
import { excuseBreach, requireExcusable } from '../../leads/excuse-breach.ts';
import { requireManager } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import { onForm } from '../on-form.ts';
import { openLeadForm } from '../open-lead-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { excuseView, readWhy } from '../views/why-view.ts';

export function listenToExcuse(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.excuse, (click) =>
    openLeadForm(deps, click, click.value, {
      check(ctx, handoff) {
        requireManager(ctx, 'excuse a missed deadline');
        requireExcusable(handoff, ctx.now());
      },
      view: ({ lead }) => excuseView(lead, click.value),
    }),
  );

  onForm(app, deps, { callbackId: VIEW.excuse, failed: () => say('Not excused') }, ({ values, metadata }) => {
    const why = readWhy(values);
    if ('errors' in why) return why;
    return {
      async work(ctx) {
        await excuseBreach(ctx, { handoffId: metadata, reason: why.reason });
        deps.wake();
        return undefined;
      },
    };
  });
}

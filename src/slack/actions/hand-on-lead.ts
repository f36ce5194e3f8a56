import type { App } from '@slack/bolt';
import { handOnLead, requireMayHandOn } from '../../leads/hand-on-lead.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { whoHasItNow } from '../how-it-stands.ts';
import { type Click, onButton } from '../listen.ts';
import { onForm } from '../on-form.ts';
import { openLeadForm } from '../open-lead-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { handOnView, readWhy } from '../views/why-view.ts';

export function listenToHandOn(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.handOn, (click) => openHandOnForm(deps, click, click.value));

  onForm(
    app,
    deps,
    { callbackId: VIEW.handOn, failed: () => say('Not handed on') },
    ({ values, metadata }) => {
      const why = readWhy(values);
      if ('errors' in why) return why;
      return {
        slow: say('Handing on…'),
        async work(ctx) {
          await handOnLead(ctx, deps.directory, { handoffId: metadata, reason: why.reason });
          deps.wake();
          return { notice: { title: say('Done'), sentence: await whoHasItNow(ctx, metadata) } };
        },
      };
    },
  );
}

export async function openHandOnForm(deps: SlackDeps, click: Click, handoffId: string): Promise<void> {
  await openLeadForm(deps, click, handoffId, {
    check: requireMayHandOn,
    view: ({ lead }) => handOnView(lead, handoffId),
  });
}

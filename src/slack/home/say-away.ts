import type { App } from '@slack/bolt';
import { localDateOf } from '../../lib/local-date.ts';
import { requireColleague } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { awayCommand } from '../commands/away.ts';
import { onButton } from '../listen.ts';
import { onForm } from '../on-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { invocationOf } from './listen-to-home-buttons.ts';
import { AWAY_FIELD, awayView, readAway } from './view/away-view.ts';

/** "I am away…": asks for the days, and does what `/funnel away` does with them. */
export function listenToAway(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.goAway, async ({ ctx, triggerId }) => {
    requireColleague(ctx);
    const { timeZone } = await getWorkspace(ctx);
    await deps.client.views.open({ trigger_id: triggerId, view: awayView(localDateOf(ctx.now(), timeZone)) });
  });

  onForm(app, deps, { callbackId: VIEW.away, failed: () => say('Not saved') }, ({ values }) => {
    const { fromOn, lastOn } = readAway(values);
    if (!fromOn) return { errors: { [AWAY_FIELD.from]: say('Choose the first day.') } };
    if (!lastOn) return { errors: { [AWAY_FIELD.last]: say('Choose the last day.') } };
    if (lastOn < fromOn)
      return { errors: { [AWAY_FIELD.last]: say('The last day comes before the first.') } };
    return {
      async work(ctx) {
        const invocation = await invocationOf(deps, { ctx, triggerId: '' });
        const said = await awayCommand.run({ ...invocation, text: `${fromOn}..${lastOn}` });
        return { notice: { title: say('Away'), sentence: typeof said === 'string' ? said : say('Done.') } };
      },
    };
  });
}

import type { App } from '@slack/bolt';
import { DeadlinesNotMovedError, savePolicies } from '../../sla/save-policies.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { type FormAnswer, onForm } from '../on-form.ts';
import { openDraft, shownPolicies } from '../policy-draft-views.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { readOpenLeads } from '../views/policy-list-view.ts';

/** Save in the list of policies. Moving the deadlines of thousands of open leads takes longer than Slack waits. */
export function listenToSavePolicies(app: App, deps: SlackDeps): void {
  onForm(app, deps, { callbackId: VIEW.policies, failed: () => say('Not saved') }, ({ values, metadata }) => {
    const { applyToOpen } = readOpenLeads(values);
    return {
      slow: applyToOpen
        ? say('The deadlines of open leads are being moved. This may take a moment.')
        : undefined,
      async work(ctx) {
        const open = await openDraft(ctx, metadata);
        const { policies } = shownPolicies(open);
        try {
          await savePolicies(ctx, { rows: policies, basedOn: open.draft.basedOn, applyToOpen });
        } catch (error) {
          if (!(error instanceof DeadlinesNotMovedError)) throw error;
          deps.logger.error({ err: error }, 'the deadlines of open leads could not all be moved');
          return saved(error.message);
        } finally {
          deps.wake();
        }
        return saved(
          applyToOpen
            ? say(
                'These policies judge the leads handed over from now on. The deadlines of open leads have moved with them.',
              )
            : say(
                'These policies judge the leads handed over from now on. Open leads keep the deadline that they were promised.',
              ),
        );
      },
    };
  });
}

function saved(sentence: string): FormAnswer {
  return { notice: { title: say('Saved'), sentence } };
}

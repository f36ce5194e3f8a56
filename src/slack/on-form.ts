import type { App, types } from '@slack/bolt';
import type { Context } from '../context.ts';
import { say } from '../words/say.ts';
import { identify } from './identify.ts';
import { refusalSentence } from './refusal.ts';
import type { SlackDeps } from './slack-deps.ts';
import { updateView } from './update-view.ts';
import type { FormValues } from './views/form-values.ts';
import { noticeView } from './views/reject-view.ts';

export interface Form {
  values: FormValues;
  /** What the form was opened with. */
  metadata: string;
  viewId: string;
}

interface Faults {
  errors: Record<string, string>;
}

/**
 * What a form answers: faults stand at their fields, a notice or another view takes its place. Otherwise it closes.
 * `after` follows once it is answered.
 */
export type FormAnswer =
  | Faults
  | { notice: { title: string; sentence: string }; after?: () => Promise<void> }
  | { view: types.ModalView; after?: () => Promise<void> }
  | { after: () => Promise<void> }
  | undefined;

export interface FormTask {
  work: (ctx: Context) => Promise<FormAnswer>;
  /** For what may take longer than the three seconds that Slack waits: said in place of the form until it is done. */
  slow?: string | undefined;
}

/**
 * Registers a form: `read` finds what is wrong with its fields, without asking Slack, or what to do; then one verb runs
 * for whoever sent it, and what went wrong is said in its place.
 */
export function onForm(
  app: App,
  deps: SlackDeps,
  { callbackId, failed }: { callbackId: string; failed: () => string },
  read: (form: Form) => FormTask | Faults | Promise<FormTask | Faults>,
): void {
  app.view({ callback_id: callbackId, type: 'view_submission' }, async ({ ack, body, view }) => {
    const orRefusal = async <Result>(work: () => Promise<Result>) => {
      try {
        return await work();
      } catch (error) {
        return { notice: { title: failed(), sentence: refusalSentence(error, deps.logger) } };
      }
    };
    const who = { userId: body.user.id, teamId: body.user.team_id };
    const task = await orRefusal(async () => {
      await identify(deps, who);
      return read({ values: view.state.values, metadata: view.private_metadata, viewId: view.id });
    });
    if ('errors' in task) return ack({ response_action: 'errors', errors: task.errors });
    if ('notice' in task) return ack({ response_action: 'update', view: viewOf(task) });
    const { slow, work } = task;
    if (slow) await ack({ response_action: 'update', view: noticeView(say('Working…'), slow) });
    const answer = await orRefusal(async () => {
      const { ctx } = await identify(deps, who);
      return work(ctx);
    });
    if (slow) {
      await updateView(deps, view.id, viewOf(answer));
    } else if (answer && 'errors' in answer) {
      await ack({ response_action: 'errors', errors: answer.errors });
    } else if (answer && ('notice' in answer || 'view' in answer)) {
      await ack({ response_action: 'update', view: viewOf(answer) });
    } else {
      await ack();
    }
    if (answer && 'after' in answer) await answer.after?.();
  });

  /** What takes the place of the form. */
  function viewOf(answer: FormAnswer): types.ModalView {
    if (answer && 'view' in answer) return answer.view;
    if (answer && 'notice' in answer) return noticeView(answer.notice.title, answer.notice.sentence);
    if (answer && 'errors' in answer) return noticeView(failed(), Object.values(answer.errors).join('\n'));
    return noticeView(say('Done'), say('Done.'));
  }
}

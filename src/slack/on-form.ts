import type { App } from '@slack/bolt';
import type { Context } from '../context.ts';
import { identify } from './identify.ts';
import { refusalSentence } from './refusal.ts';
import type { SlackDeps } from './slack-deps.ts';
import type { FormValues } from './views/form-values.ts';
import { noticeView } from './views/reject-view.ts';

export interface Form {
  ctx: Context;
  values: FormValues;
  /** What the form was opened with. */
  metadata: string;
}

/** What a form answers: nothing closes it, errors stand at their fields, a notice takes its place. */
export type FormAnswer =
  | { errors: Record<string, string> }
  | { notice: { title: string; sentence: string } }
  | undefined;

/** Registers a form: finds out who sent it, runs one verb, and says in its place what went wrong. */
export function onForm(
  app: App,
  deps: SlackDeps,
  { callbackId, failed }: { callbackId: string; failed: string },
  handle: (form: Form) => Promise<FormAnswer>,
): void {
  app.view({ callback_id: callbackId, type: 'view_submission' }, async ({ ack, body, view }) => {
    try {
      const { ctx } = await identify(deps, { userId: body.user.id, teamId: body.user.team_id });
      const answer = await handle({ ctx, values: view.state.values, metadata: view.private_metadata });
      if (answer && 'errors' in answer) {
        await ack({ response_action: 'errors', errors: answer.errors });
      } else if (answer) {
        const { title, sentence } = answer.notice;
        await ack({ response_action: 'update', view: noticeView(title, sentence) });
      } else {
        await ack();
      }
    } catch (error) {
      const sentence = refusalSentence(error, deps.logger);
      await ack({ response_action: 'update', view: noticeView(failed, sentence) });
    }
  });
}

import type { App } from '@slack/bolt';
import { correctDecision, requireCorrectable } from '../../leads/correct-decision.ts';
import { requireManager } from '../../team/permissions.ts';
import { offeredReasons } from '../../team/rejection-reasons.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { howItStands } from '../how-it-stands.ts';
import { onButton } from '../listen.ts';
import { resultInWords } from '../messages/lead-card-message.ts';
import { onForm } from '../on-form.ts';
import { openLeadForm } from '../open-lead-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { CORRECT_FIELD, correctView, readCorrection } from '../views/correct-view.ts';

export function listenToCorrect(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.correct, async (click) => {
    const reasons = offeredReasons(await getWorkspace(click.ctx));
    await openLeadForm(deps, click, click.value, {
      async check(ctx, handoff) {
        requireManager(ctx, 'correct a decision');
        await requireCorrectable(ctx, handoff);
      },
      view: ({ card, lead }) => correctView(lead, resultInWords(card), click.value, reasons),
    });
  });

  onForm(
    app,
    deps,
    { callbackId: VIEW.correct, failed: () => say('Not corrected') },
    ({ values, metadata }) => {
      const correction = readCorrection(values);
      if (!correction) return { errors: { [CORRECT_FIELD.to]: say('Choose what it should be.') } };
      if (!correction.why.trim()) return { errors: { [CORRECT_FIELD.why]: say('Say why.') } };
      return {
        slow: say('Correcting…'),
        async work(ctx) {
          await correctDecision(ctx, deps.directory, { handoffId: metadata, ...correction });
          deps.wake();
          return { notice: { title: say('Done'), sentence: await howItStands(ctx, metadata) } };
        },
      };
    },
  );
}

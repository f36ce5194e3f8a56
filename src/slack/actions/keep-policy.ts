import type { App, types } from '@slack/bolt';
import { SYSTEM } from '../../context.ts';
import { invariant } from '../../errors.ts';
import { requireAdmin } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { plainSection } from '../messages/message.ts';
import { type FormAnswer, onForm } from '../on-form.ts';
import { openDraft, showDraft, showDraftWithPreview } from '../policy-draft-views.ts';
import { type FormFaults, reachFaults } from '../policy-form-faults.ts';
import { putForm } from '../put-policy-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { type PolicyDraft, readFormMetadata } from '../views/policy-draft.ts';
import { type FilledPolicyForm, policyView, readPolicyForm } from '../views/policy-view.ts';
import { namesAnybody } from '../views/simple-chain.ts';

/** The form of one policy: what it says goes into the draft that the list below it shows. */
export function listenToPolicyForm(app: App, deps: SlackDeps): void {
  onForm(
    app,
    deps,
    { callbackId: VIEW.policy, failed: () => say('Not changed') },
    async ({ values, metadata }) => {
      const { listViewId, index, encoded } = readFormMetadata(metadata);
      const open = await openDraft(deps.contextFor(SYSTEM), encoded);
      const filled = readPolicyForm(values);
      const kept = putForm(open, index, filled);
      if ('faults' in kept) return { errors: kept.faults };
      const isSlow = namesAnybody(filled.chain);
      return {
        slow: isSlow ? say('Looking whether everybody whom it names can be reached…') : undefined,
        async work(ctx): Promise<FormAnswer> {
          requireAdmin(ctx, 'change the policies');
          const faults = await reachFaults(deps, filled.chain);
          if (Object.keys(faults).length > 0) {
            return { view: formAgain(kept.draft, index, filled, { faults, metadata }) };
          }
          const after = async () => {
            const shown = { ...open, draft: kept.draft };
            await showDraft(deps, listViewId, shown);
            await showDraftWithPreview(ctx, deps, listViewId, shown).catch((error) =>
              deps.logger.warn({ err: error }, 'the preview of the policies could not be shown'),
            );
          };
          const sentence = say('Done: the policy stands in the list. Close this, and save the list.');
          return isSlow ? { notice: { title: say('Done'), sentence }, after } : { after };
        },
      };
    },
  );
}

/** What was filled in, and above it what is wrong with it: its fields cannot say so any more. */
function formAgain(
  { policies }: PolicyDraft,
  index: number | null,
  { chain }: FilledPolicyForm,
  { faults, metadata }: { faults: FormFaults; metadata: string },
): types.ModalView {
  // A new one stands before the last.
  const place = index ?? policies.length - 2;
  const policy = policies[place]?.text;
  invariant(policy, 'the policy of the form stands in the draft');
  const view = policyView({ policy, isLast: place === policies.length - 1, chain, metadata });
  return { ...view, blocks: [plainSection(Object.values(faults).join('\n')), ...view.blocks] };
}

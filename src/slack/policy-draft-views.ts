import type { Context } from '../context.ts';
import { previewPolicies } from '../sla/apply-policies.ts';
import { fromRows, toRows } from '../sla/policy-schema.ts';
import type { PolicyText } from '../sla/policy-text.ts';
import { currentPolicies, type PolicyRow } from '../team/policy-list.ts';
import type { SlackDeps } from './slack-deps.ts';
import { updateView } from './update-view.ts';
import { changesOf, decodeDraft, type PolicyDraft, startDraft } from './views/policy-draft.ts';
import { policyListView, type ShownPolicies } from './views/policy-list-view.ts';

/** A draft beside the list that it began as. */
export interface OpenDraft {
  draft: PolicyDraft;
  current: readonly PolicyRow[];
  base: readonly PolicyText[];
}

/** The draft that a modal carries, or a new one. @throws {ConflictError} when the list has been changed meanwhile. */
export async function openDraft(ctx: Context, encoded?: string): Promise<OpenDraft> {
  const current = await currentPolicies(ctx);
  const base = fromRows(current);
  const [first] = current;
  const draft =
    encoded === undefined
      ? startDraft(first?.effectiveFrom ?? ctx.now(), base)
      : decodeDraft(encoded, current);
  return { draft, current, base };
}

export function shownPolicies({
  draft,
  current,
  base,
}: OpenDraft): ShownPolicies & { policies: PolicyRow[] } {
  const texts = draft.policies.map(({ text }) => text);
  return { draft, base, policies: toRows(texts, current) };
}

/** Shows the draft in an open modal, at first without what it would do to open leads, which takes longer to count. */
export async function showDraft(
  deps: SlackDeps,
  viewId: string,
  open: OpenDraft,
  hash?: string,
): Promise<void> {
  const view = policyListView(shownPolicies(open));
  await updateView(deps, viewId, view, hash);
}

export async function showDraftWithPreview(
  ctx: Context,
  deps: SlackDeps,
  viewId: string,
  open: OpenDraft,
  hash?: string,
): Promise<void> {
  const shown = shownPolicies(open);
  const preview = changesOf(open.draft, open.base) ? await previewPolicies(ctx, shown.policies) : undefined;
  const view = policyListView({ ...shown, preview });
  await updateView(deps, viewId, view, hash);
}

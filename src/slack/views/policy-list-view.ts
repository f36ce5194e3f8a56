import type { types } from '@slack/bolt';
import type { PolicyPreview } from '../../sla/apply-policies.ts';
import { MOST_POLICIES } from '../../sla/policy-schema.ts';
import { policySentence } from '../../sla/policy-sentence.ts';
import type { PolicyTerms, PolicyText, TeamCalendar } from '../../sla/policy-text.ts';
import { previewSentence } from '../../sla/preview-sentence.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { actions, button, context, plainSection, section } from '../messages/message.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';
import { changesOf, type DraftChanges, encodeDraft, type PolicyDraft } from './policy-draft.ts';

const POLICY_LIST_FIELD = { openLeads: 'openLeads' } as const;

const OPEN_LEADS = [
  { value: 'keep', text: { type: 'plain_text', text: 'Open leads keep their promise' } },
  { value: 'move', text: { type: 'plain_text', text: 'Move the open deadlines too' } },
] as const satisfies types.PlainTextOption[];

const LONGEST_QUOTE = 300;

export interface ShownPolicies {
  draft: PolicyDraft;
  /** What the draft says, in its order. */
  policies: readonly (PolicyTerms & TeamCalendar)[];
  /** The list that it began as. */
  base: readonly PolicyText[];
  /** Absent while nobody has counted yet. */
  preview?: PolicyPreview | undefined;
}

/** The policies in order, each in a sentence. With changes that are not saved yet: what they do, and Save. */
export function policyListView({ draft, policies, base, preview }: ShownPolicies): types.ModalView {
  const changes = changesOf(draft, base);
  const isFull = policies.length >= MOST_POLICIES;
  return {
    type: 'modal',
    callback_id: VIEW.policies,
    private_metadata: encodeDraft(draft, base),
    title: { type: 'plain_text', text: 'SLA policies' },
    ...(changes ? { submit: { type: 'plain_text', text: 'Save' } } : {}),
    close: { type: 'plain_text', text: changes ? 'Discard' : 'Close' },
    blocks: [
      context('The first policy that covers a lead judges it. The last one covers every lead.'),
      ...policies.map((policy, index) => policyBlock(policy, index, policies.length)),
      actions(
        ...(isFull ? [] : [button('Add a policy', ACTION.addPolicy, 'add')]),
        button('Try on last quarter', ACTION.tryPolicies, 'try'),
      ),
      ...(isFull ? [context(`There are ${MOST_POLICIES} policies, and no more fit.`)] : []),
      ...(changes ? changeBlocks(changes, preview) : []),
    ],
  };
}

/** Whether the deadlines of open leads are to move. */
export function readOpenLeads(
  values: Record<string, Record<string, { selected_option?: { value: string } | null }>>,
) {
  const chosen = values[POLICY_LIST_FIELD.openLeads]?.[POLICY_LIST_FIELD.openLeads]?.selected_option;
  return { applyToOpen: chosen?.value === 'move' };
}

function policyBlock(policy: PolicyTerms & TeamCalendar, index: number, count: number): types.SectionBlock {
  const sentence = policySentence(policy, quoted);
  const isLast = index === count - 1;
  const choices = [
    { value: `edit ${index}`, label: 'Edit' },
    ...(index > 0 ? [{ value: `up ${index}`, label: 'Move up' }] : []),
    ...(index < count - 2 ? [{ value: `down ${index}`, label: 'Move down' }] : []),
    { value: `remove ${index}`, label: 'Remove' },
  ];
  return {
    ...section(`*${index + 1}.* ${sentence}.`),
    accessory: isLast
      ? button('Edit', ACTION.editPolicy, `edit ${index}`)
      : {
          type: 'overflow',
          action_id: ACTION.policyMenu,
          options: choices.map(({ value, label }) => ({ value, text: { type: 'plain_text', text: label } })),
        },
  };
}

/** What an admin typed: a name or conditions, whose `*` is to stay one. */
function quoted(text: string): string {
  const words = oneLine(text, LONGEST_QUOTE);
  return /[*_~`]/.test(words) ? `\`${escapeMrkdwn(words.replaceAll('`', '’'))}\`` : escapeMrkdwn(words);
}

function changeBlocks(changes: DraftChanges, preview: PolicyPreview | undefined): types.KnownBlock[] {
  const lines = [
    ...(changes.added.length > 0 ? [`new: ${changes.added.join(', ')}`] : []),
    ...(changes.changed.length > 0 ? [`changed: ${changes.changed.join(', ')}`] : []),
    ...(changes.removed.length > 0 ? [`removed: ${changes.removed.join(', ')}`] : []),
    ...(changes.isReordered ? ['another order'] : []),
  ];
  return [
    plainSection(`Not saved yet – ${oneLine(lines.join('; '), 2_000)}.`),
    {
      type: 'input',
      block_id: POLICY_LIST_FIELD.openLeads,
      label: { type: 'plain_text', text: 'Leads that are open now' },
      hint: { type: 'plain_text', text: preview ? previewSentence(preview) : 'Counting the open deadlines…' },
      element: {
        type: 'radio_buttons',
        action_id: POLICY_LIST_FIELD.openLeads,
        options: [...OPEN_LEADS],
        initial_option: OPEN_LEADS[0],
      },
    },
  ];
}

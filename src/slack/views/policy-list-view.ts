import type { types } from '@slack/bolt';
import type { PolicyPreview } from '../../sla/apply-policies.ts';
import { MOST_POLICIES } from '../../sla/policy-schema.ts';
import { policySentence } from '../../sla/policy-sentence.ts';
import type { PolicyTerms, PolicyText, TeamCalendar } from '../../sla/policy-text.ts';
import { previewSentence } from '../../sla/preview-sentence.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { actions, button, context, plainSection, section } from '../messages/message.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';
import { plainOption, radioButtons } from './form-fields.ts';
import { changesOf, type DraftChanges, encodeDraft, type PolicyDraft } from './policy-draft.ts';

const POLICY_LIST_FIELD = { openLeads: 'openLeads' } as const;

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
    title: { type: 'plain_text', text: say('SLA policies') },
    ...(changes ? { submit: { type: 'plain_text', text: say('Save') } } : {}),
    close: { type: 'plain_text', text: changes ? say('Discard') : say('Close') },
    blocks: [
      context(say('The first policy that covers a lead judges it. The last one covers every lead.')),
      ...policies.map((policy, index) => policyBlock(policy, index, policies.length)),
      actions(
        ...(isFull ? [] : [button(say('Add a policy'), ACTION.addPolicy, 'add')]),
        button(say('Try on last quarter'), ACTION.tryPolicies, 'try'),
      ),
      ...(isFull
        ? [context(say('There are {count} policies, and no more fit.', { count: MOST_POLICIES }))]
        : []),
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
    { value: `edit ${index}`, label: say('Edit') },
    ...(index > 0 ? [{ value: `up ${index}`, label: say('Move up') }] : []),
    ...(index < count - 2 ? [{ value: `down ${index}`, label: say('Move down') }] : []),
    { value: `remove ${index}`, label: say('Remove') },
  ];
  return {
    ...section(`*${index + 1}.* ${sentence}.`),
    accessory: isLast
      ? button(say('Edit'), ACTION.editPolicy, `edit ${index}`)
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
    ...(changes.added.length > 0 ? [say('new: {names}', { names: changes.added.join(', ') })] : []),
    ...(changes.changed.length > 0 ? [say('changed: {names}', { names: changes.changed.join(', ') })] : []),
    ...(changes.removed.length > 0 ? [say('removed: {names}', { names: changes.removed.join(', ') })] : []),
    ...(changes.isReordered ? [say('another order')] : []),
  ];
  return [
    plainSection(say('Not saved yet – {changes}.', { changes: oneLine(lines.join('; '), 2_000) })),
    {
      type: 'input',
      block_id: POLICY_LIST_FIELD.openLeads,
      label: { type: 'plain_text', text: say('Leads that are open now') },
      hint: {
        type: 'plain_text',
        text: preview ? previewSentence(preview) : say('Counting the open deadlines…'),
      },
      element: radioButtons(POLICY_LIST_FIELD.openLeads, [
        plainOption('keep', say('Open leads keep their promise')),
        plainOption('move', say('Move the open deadlines too')),
      ]),
    },
  ];
}

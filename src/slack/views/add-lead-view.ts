import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { KnownLead } from '../../leads/known-leads.ts';
import { LONGEST_NOTE, NewLead } from '../../leads/new-lead.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { plainLeadName } from '../messages/lead-card-message.ts';
import { button, plainSection } from '../messages/message.ts';
import { line, richText, text, user } from '../messages/rich-text.ts';
import { stageInWords } from '../messages/stage-line.ts';
import { cut, oneLine } from '../messages/text.ts';
import { inputField, plainOption, radioButtons, textInput } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

/** As `NewLead` names them, so that what is wrong with a value stands at its field. */
export const ADD_FIELD = {
  name: 'name',
  company: 'company',
  email: 'email',
  phone: 'phone',
  source: 'source',
  otherSource: 'otherSource',
  campaign: 'campaign',
  score: 'score',
  ownerId: 'ownerId',
  note: 'note',
  handOver: 'handOver',
} as const;

/** What the form carries along unseen. */
export const AddMetadata = z.object({
  id: z.uuid(),
  url: z.string().optional(),
  createdAt: z.iso.datetime().optional(),
  knownEmail: z.string().optional(),
});
export type AddMetadata = z.infer<typeof AddMetadata>;

export type FilledIn = Partial<Record<keyof typeof ADD_FIELD, string>>;

/** As many as one select takes. */
export const MOST_SOURCES = 100;

const NOW = 'now';
const LATER = 'later';

/** Asks for a lead that no CRM knows of; `known` are those of the same e-mail that are there already. */
export function addLeadView(
  metadata: AddMetadata,
  about: { sources: readonly string[]; filledIn?: FilledIn; known?: readonly KnownLead[] },
): types.ModalView {
  const { filledIn = {}, known = [] } = about;
  const field = (name: keyof FilledIn, label: string, longest = 200, example = '') =>
    inputField(ADD_FIELD[name], label, {
      optional: name !== 'name',
      element: textInput(ADD_FIELD[name], cut(oneLine(filledIn[name] ?? '', 3000), longest), {
        longest,
        example,
      }),
    });
  return {
    type: 'modal',
    callback_id: VIEW.addLead,
    private_metadata: JSON.stringify(metadata),
    title: { type: 'plain_text', text: say('Add a lead') },
    submit: { type: 'plain_text', text: known.length > 0 ? say('Add anyway') : say('Add') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      ...knownBlocks(known),
      field('name', say('Name')),
      field('company', say('Company')),
      field('email', say('E-mail'), 200, 'ada@example.com'),
      field('phone', say('Phone'), 60, '+44 20 7946 0100'),
      ...sourceFields(about.sources, filledIn),
      field('campaign', say('Campaign'), 100),
      field('score', say('Score'), 20, '80'),
      ownerField(filledIn),
      inputField(ADD_FIELD.note, say('Note'), {
        optional: true,
        hint: say('Stands on the card.'),
        element: textInput(ADD_FIELD.note, cut(filledIn.note ?? '', LONGEST_NOTE), {
          longest: LONGEST_NOTE,
          multiline: true,
        }),
      }),
      inputField(ADD_FIELD.handOver, say('What now?'), {
        element: radioButtons(
          ADD_FIELD.handOver,
          [plainOption(NOW, say('Hand it over now (MQL)')), plainOption(LATER, say('Keep as lead'))],
          filledIn.handOver,
        ),
      }),
    ],
  };
}

function knownBlocks(known: readonly KnownLead[]): types.KnownBlock[] {
  if (known.length === 0) return [];
  return [
    plainSection(say('⚠️ There is a lead with this e-mail already. Look at it before you add a second one.')),
    ...known.flatMap((lead) => [
      richText([knownLine(lead)]),
      {
        type: 'actions' as const,
        elements: [button(say('Open it'), ACTION.openKnownLead, lead.leadId)],
      },
    ]),
  ];
}

function knownLine(lead: KnownLead): types.RichTextElement[] {
  const name = plainLeadName(lead, 60);
  const stage = lead.stage ? stageInWords(lead.stage) : '';
  if (!lead.holderId) return [text(stage ? say('{name}, {stage}', { name, stage }) : name)];
  const who = user(lead.holderId);
  return stage
    ? line('{name}, {stage}, with {who}', { name, stage, who })
    : line('{name}, with {who}', { name, who });
}

function sourceFields(sources: readonly string[], filledIn: FilledIn): types.InputBlock[] {
  const options = sources
    .filter((source) => source.length <= 75 && oneLine(source, 75) !== '')
    .slice(0, MOST_SOURCES)
    .map((source) => plainOption(source, oneLine(source, 75)));
  const chosen = options.find(({ value }) => value === filledIn.source);
  const other = textInput(ADD_FIELD.otherSource, oneLine(filledIn.otherSource ?? '', 100), {
    example: 'referral',
  });
  if (options.length === 0) {
    return [inputField(ADD_FIELD.otherSource, say('Source'), { optional: true, element: other })];
  }
  return [
    inputField(ADD_FIELD.source, say('Source'), {
      optional: true,
      element: {
        type: 'static_select',
        action_id: ADD_FIELD.source,
        placeholder: { type: 'plain_text', text: say('Choose') },
        options,
        ...(chosen ? { initial_option: chosen } : {}),
      },
    }),
    inputField(ADD_FIELD.otherSource, say('Another source'), { optional: true, element: other }),
  ];
}

function ownerField({ ownerId }: FilledIn): types.InputBlock {
  return inputField(ADD_FIELD.ownerId, say('Owner'), {
    optional: true,
    hint: say('Who gets it when it is handed over. Left empty, it goes to whoever is next.'),
    element: {
      type: 'users_select',
      action_id: ADD_FIELD.ownerId,
      placeholder: { type: 'plain_text', text: say('Choose somebody') },
      ...(ownerId ? { initial_user: ownerId } : {}),
    },
  });
}

export function readAddLead(values: FormValues): FilledIn {
  const filledIn: FilledIn = {};
  for (const name of Object.values(ADD_FIELD)) {
    const state = values[name]?.[name];
    const said = state?.value ?? state?.selected_option?.value ?? state?.selected_user ?? '';
    if (said.trim()) filledIn[name] = said;
  }
  return filledIn;
}

/** The lead, or what is wrong with it by field. */
export function newLeadFrom(
  { source, otherSource, handOver, ...filledIn }: FilledIn,
  metadata: AddMetadata,
): { lead: z.input<typeof NewLead> } | { errors: Record<string, string> } {
  const lead = {
    ...{ name: '', ...filledIn, ...metadata },
    source: otherSource ?? source,
    handOver: handOver !== LATER,
  };
  const errors: Record<string, string> = {};
  if (source && otherSource)
    errors[ADD_FIELD.otherSource] = say('Choose a source or write another one, not both.');
  for (const { path, message } of NewLead.safeParse(lead).error?.issues ?? []) {
    const field = path[0] === 'source' ? ADD_FIELD.otherSource : String(path[0]);
    if (field in ADD_FIELD) errors[field] ??= message;
  }
  return Object.keys(errors).length > 0 ? { errors } : { lead };
}

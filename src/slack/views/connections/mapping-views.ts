import type { types } from '@slack/bolt';
import type { Connection } from '../../../connections/connection.ts';
import type { PayloadPath } from '../../../connections/last-payload.ts';
import type { ReportedValue } from '../../../connections/map-values.ts';
import type { CrmOwner } from '../../../connections/owners.ts';
import { STAGES, type Stage } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import { stageName } from '../../../words/stage-name.ts';
import { VIEW } from '../../action-ids.ts';
import { context, plainSection } from '../../messages/message.ts';
import { oneLine } from '../../messages/text.ts';
import { inputField, plainOption, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { fieldLabel } from './field-label.ts';

const MOST_VALUES = 60;
const MOST_OWNERS = 40;
const LONGEST_LABEL = 150;
const LONGEST_OPTION = 75;
const NONE = '-';
const UNSAID = 'unsaid';

const OWNER_FIELD = { other: 'other_owner', otherUser: 'other_user' } as const;

/** Blocks are named after what they are about, whatever comes in while the form is open. */
const VALUE = 'value:';
const OWNER = 'owner:';
/** So much of a name a block takes. */
const LONGEST_NAME = 240;

/** What each value means, those that mean nothing yet first. */
export function valuesView(metadata: string, values: readonly ReportedValue[]): types.ModalView {
  const options = [
    ...STAGES.map((stage) => plainOption(stage, stageName(stage))),
    plainOption(NONE, say('No stage: pass over it')),
    plainOption(UNSAID, say('Nobody has said')),
  ];
  const shown = values.slice(0, MOST_VALUES);
  return {
    type: 'modal',
    callback_id: VIEW.values,
    private_metadata: metadata,
    title: { type: 'plain_text', text: say('Values') },
    ...(shown.length > 0 ? { submit: { type: 'plain_text', text: say('Save') } } : {}),
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      plainSection(
        shown.length === 0
          ? say('No value has been reported yet. Send something, then come back.')
          : say(
              'Which stage does each value of the CRM mean? It holds for what has come in already, too: leads and figures are worked out anew, without cards for what is past.',
            ),
      ),
      ...shown.map(({ value, label, seen, meaning }) =>
        inputField(VALUE + value, oneLine(label, LONGEST_LABEL) || '?', {
          hint: say('{seen, plural, one {reported once} other {reported # times}}', { seen }),
          element: {
            ...{ type: 'static_select', action_id: VALUE + value, options },
            ...initial(options, meaning ?? UNSAID),
          },
        }),
      ),
      ...(values.length > MOST_VALUES
        ? [
            context(
              say('{more, plural, one {# more value has} other {# more values have}} no room here.', {
                more: values.length - MOST_VALUES,
              }),
            ),
          ]
        : []),
    ],
  };
}

/** The meanings chosen, by value. */
export function readValues(form: FormValues): Record<string, Stage | '-' | null> {
  const chosen = Object.entries(form).flatMap(([name, field]): [string, Stage | '-' | null][] => {
    const option = field[name]?.selected_option?.value;
    if (option === undefined || !name.startsWith(VALUE)) return [];
    const meaning = option === UNSAID ? null : (STAGES.find((known) => known === option) ?? NONE);
    return [[name.slice(VALUE.length), meaning]];
  });
  return Object.fromEntries(chosen);
}

/** Where each field is found: chosen from what came in last, or a path typed. */
export function fieldsView(
  metadata: string,
  { fields }: Pick<Connection, 'fields'>,
  known: { names: Readonly<Record<string, string>>; paths: readonly PayloadPath[]; mayBeReceived: boolean },
): types.ModalView {
  const { names, mayBeReceived } = known;
  const paths = known.paths.filter(({ path }) => path.length <= LONGEST_LABEL);
  return {
    type: 'modal',
    callback_id: VIEW.fields,
    private_metadata: metadata,
    title: { type: 'plain_text', text: say('Fields') },
    submit: { type: 'plain_text', text: say('Save') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      plainSection(
        paths.length > 0
          ? say('Where does each field stand in what came in last? It holds for what comes in from now on.')
          : say(
              'Where does each field stand? A path such as lead.email; “a | b” takes the first that is there. It holds for what comes in from now on.',
            ),
      ),
      ...Object.entries(names).map(([name, usual]) =>
        inputField(name, fieldLabel(name), {
          hint: say('Otherwise: {usual}', { usual: oneLine(usual, LONGEST_LABEL) }),
          optional: true,
          element:
            paths.length === 0
              ? textInput(name, fields[name] ?? '', { longest: 300 })
              : pathSelect(
                  name,
                  fields[name],
                  name === 'occurredAt' && mayBeReceived ? withReceived(paths) : paths,
                ),
        }),
      ),
    ],
  };
}

export function readFields(values: FormValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, field]) => {
      const state = field[name];
      return [name, state?.selected_option?.value ?? state?.value ?? ''];
    }),
  );
}

function withReceived(paths: readonly PayloadPath[]): PayloadPath[] {
  return [{ path: '(received)', example: say('when it comes in') }, ...paths];
}

function pathSelect(
  name: string,
  now: string | undefined,
  paths: readonly PayloadPath[],
): types.StaticSelect {
  const isListed = now === undefined || now.length > LONGEST_LABEL || paths.some(({ path }) => path === now);
  const options = [...(isListed ? [] : [{ path: now, example: '' }]), ...paths].map(({ path, example }) =>
    plainOption(path, oneLine(example ? `${path}: ${example}` : path, LONGEST_OPTION)),
  );
  return {
    ...{ type: 'static_select', action_id: name, options },
    placeholder: { type: 'plain_text', text: say('As usual') },
    ...(now === undefined ? {} : initial(options, now)),
  };
}

/** Users of the CRM and who they are in Slack. */
export function ownersView(
  metadata: string,
  { owners }: Pick<Connection, 'owners'>,
  unknown: readonly CrmOwner[],
): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.owners,
    private_metadata: metadata,
    title: { type: 'plain_text', text: say('Owners') },
    submit: { type: 'plain_text', text: say('Save') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      plainSection(
        say(
          'Owners are found in Slack by their e-mail address. Say here who the others are; it holds for what comes in from now on.',
        ),
      ),
      ...ownersShown(owners, unknown).map((owner) =>
        inputField(OWNER + owner, oneLine(owner, LONGEST_LABEL) || '?', {
          optional: true,
          element: {
            ...{ type: 'users_select', action_id: OWNER + owner },
            ...(owners[owner] ? { initial_user: owners[owner] } : {}),
          },
        }),
      ),
      inputField(OWNER_FIELD.other, say('Another user of the CRM'), {
        hint: say('Their id, or the address that the CRM sends.'),
        optional: true,
        element: textInput(OWNER_FIELD.other, '', { longest: 200 }),
      }),
      inputField(OWNER_FIELD.otherUser, say('In Slack'), {
        optional: true,
        element: { type: 'users_select', action_id: OWNER_FIELD.otherUser },
      }),
    ],
  };
}

/** Those with an exception first, then those of whom nothing is known. */
function ownersShown(owners: Connection['owners'], unknown: readonly CrmOwner[]): string[] {
  return [...new Set([...Object.keys(owners), ...unknown.map(({ owner }) => owner)])]
    .filter((owner) => owner.length <= LONGEST_NAME)
    .slice(0, MOST_OWNERS);
}

/** Whoever is left without a person is no exception. */
export function readOwners(values: FormValues, before: Connection['owners']): Record<string, string> {
  const owners = new Map(Object.entries(before));
  const chosen = (name: string) => values[name]?.[name]?.selected_user ?? undefined;
  for (const name of Object.keys(values).filter((one) => one.startsWith(OWNER))) {
    const userId = chosen(name);
    if (userId) owners.set(name.slice(OWNER.length), userId);
    else owners.delete(name.slice(OWNER.length));
  }
  const other = values[OWNER_FIELD.other]?.[OWNER_FIELD.other]?.value?.trim();
  const otherUser = chosen(OWNER_FIELD.otherUser);
  if (other && otherUser) owners.set(other, otherUser);
  return Object.fromEntries(owners);
}

function initial(options: readonly types.PlainTextOption[], value: string) {
  const option = options.find((one) => one.value === value);
  return option ? { initial_option: option } : {};
}

import type { types } from '@slack/bolt';
import type { Connection } from '../../../connections/connection.ts';
import type { SystemSettings } from '../../../connections/system-settings.ts';
import type { Untold } from '../../../leads/ask-for-cards.ts';
import { CRM_SYSTEMS, type CrmSystem } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { plainSection, section } from '../../messages/message.ts';
import { inputField, plainOption, radioButtons, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { systemName } from './say-connection.ts';

export const CONNECT_FIELD = { system: 'system', name: 'name', secret: 'secret' } as const;
const ROTATE_FIELD = { secret: 'secret', hours: 'hours' } as const;
const RULE_FIELD = { score: 'score', sources: 'sources' } as const;
const HAND_OVER_FIELD = { which: 'which' } as const;

const LONGEST_SECRET = 500;

function formView(
  callbackId: string,
  metadata: string,
  words: { title: string; submit: string },
  blocks: types.KnownBlock[],
): types.ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    title: { type: 'plain_text', text: words.title },
    submit: { type: 'plain_text', text: words.submit },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks,
  };
}

export function connectView(metadata: string, canStore: boolean): types.ModalView {
  const options = CRM_SYSTEMS.map((system) => plainOption(system, systemName(system)));
  return formView(VIEW.connect, metadata, { title: say('Connect'), submit: say('Connect') }, [
    inputField(CONNECT_FIELD.system, say('What is it?'), {
      element: {
        type: 'static_select',
        action_id: CONNECT_FIELD.system,
        placeholder: { type: 'plain_text', text: say('Choose one') },
        options,
      },
    }),
    inputField(CONNECT_FIELD.name, say('Name'), {
      hint: say(
        'Such as “HubSpot Europe”. Its address is made of it, and what it reports is filed under it.',
      ),
      element: textInput(CONNECT_FIELD.name, '', { longest: 60 }),
    }),
    ...(canStore
      ? [
          inputField(CONNECT_FIELD.secret, say('Its own secret'), {
            hint: say(
              'For HubSpot: the client secret of your app. Leave it blank otherwise, and I make one.',
            ),
            optional: true,
            element: textInput(CONNECT_FIELD.secret, '', { longest: LONGEST_SECRET }),
          }),
        ]
      : [
          plainSection(
            say(
              'Secrets cannot be stored here, since FUNNEL_ENCRYPTION_KEY is not set. I shall say which variable of the environment takes the secret.',
            ),
          ),
        ]),
  ]);
}

export function readConnect(values: FormValues) {
  const system = values[CONNECT_FIELD.system]?.[CONNECT_FIELD.system]?.selected_option?.value;
  return {
    system: CRM_SYSTEMS.find((known): known is CrmSystem => known === system),
    name: typed(values, CONNECT_FIELD.name),
    secret: typed(values, CONNECT_FIELD.secret) || undefined,
  };
}

export function rotateView(metadata: string): types.ModalView {
  return formView(VIEW.rotate, metadata, { title: say('New secret'), submit: say('Replace') }, [
    inputField(ROTATE_FIELD.hours, say('For how many hours does the old one still hold?'), {
      hint: say('Time enough to change it in the other system. 0 ends it now.'),
      element: {
        ...{ type: 'number_input', action_id: ROTATE_FIELD.hours, is_decimal_allowed: false },
        ...{ initial_value: '24', min_value: '0', max_value: '720' },
      },
    }),
    inputField(ROTATE_FIELD.secret, say('Its own secret'), {
      hint: say('For HubSpot: the client secret of your app. Leave it blank otherwise, and I make one.'),
      optional: true,
      element: textInput(ROTATE_FIELD.secret, '', { longest: LONGEST_SECRET }),
    }),
  ]);
}

export function readRotate(values: FormValues) {
  return {
    overlapHours: Number(typed(values, ROTATE_FIELD.hours)),
    secret: typed(values, ROTATE_FIELD.secret) || undefined,
  };
}

export function ruleView(metadata: string, { rule }: Pick<Connection, 'rule'>): types.ModalView {
  return formView(VIEW.rule, metadata, { title: say('Rule'), submit: say('Save') }, [
    plainSection(
      say(
        'What comes in as a lead and meets one of these becomes an MQL at once. It holds for what comes in from now on.',
      ),
    ),
    inputField(RULE_FIELD.score, say('A score of at least'), {
      optional: true,
      element: {
        ...{ type: 'number_input', action_id: RULE_FIELD.score, is_decimal_allowed: true },
        ...(rule?.score === undefined ? {} : { initial_value: String(rule.score) }),
      },
    }),
    inputField(RULE_FIELD.sources, say('One of these sources'), {
      hint: say('One a line, such as webinar.'),
      optional: true,
      element: textInput(RULE_FIELD.sources, (rule?.sources ?? []).join('\n'), {
        multiline: true,
        longest: 3000,
      }),
    }),
  ]);
}

export function readRule(values: FormValues): { score?: number; sources: string[] } {
  const score = typed(values, RULE_FIELD.score);
  return {
    ...(score === '' ? {} : { score: Number(score) }),
    sources: typed(values, RULE_FIELD.sources)
      .split('\n')
      .filter((line) => line.trim() !== ''),
  };
}

export function optionsView(
  metadata: string,
  { options }: Pick<Connection, 'options'>,
  settings: SystemSettings,
): types.ModalView {
  return formView(
    VIEW.connectionOptions,
    metadata,
    { title: say('Options'), submit: say('Save') },
    settings.options.map(({ name, fallback }) =>
      inputField(name, name, {
        hint: fallback === '' ? say('Blank: any.') : say('Blank: {fallback}.', { fallback }),
        optional: true,
        element: textInput(name, inText(options[name]), { longest: 500 }),
      }),
    ),
  );
}

/** What was typed into fields that are named after what they hold. */
export function readTyped(values: FormValues): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, typed(values, name)]));
}

/** What starting to hand over would do, before it does it. */
export function handOverView(metadata: string, { recent, older }: Untold): types.ModalView {
  const choices = [
    plainOption('recent', say('Only the recent ones')),
    plainOption(
      'all',
      say('The recent ones, and {older, plural, one {# older one} other {# older ones}}', { older }),
    ),
  ] as const;
  return formView(VIEW.handOver, metadata, { title: say('Hand over'), submit: say('Start') }, [
    section(
      say(
        'From now on each new MQL of this connection gets a card. {recent, plural, =0 {No open MQL is recent enough to get one now.} one {# open MQL is recent enough to get one now.} other {# open MQLs are recent enough to get one now.}}',
        { recent },
      ),
    ),
    ...(older > 0
      ? [
          inputField(HAND_OVER_FIELD.which, say('Open MQLs that have no card'), {
            hint: say('Their time has run since they became MQLs.'),
            element: radioButtons(HAND_OVER_FIELD.which, choices),
          }),
        ]
      : []),
  ]);
}

export function readHandOver(values: FormValues): { older: boolean } {
  const chosen = values[HAND_OVER_FIELD.which]?.[HAND_OVER_FIELD.which]?.selected_option?.value;
  return { older: chosen === 'all' };
}

function typed(values: FormValues, name: string): string {
  return values[name]?.[name]?.value?.trim() ?? '';
}

function inText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

import type { types } from '@slack/bolt';
import type { Connection } from '../../../connections/connection.ts';
import type { CrmSystem } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { section } from '../../messages/message.ts';
import { checkboxes, inputField, plainOption, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { connectionName } from './say-connection.ts';

const WRITES_BACK = 'writesBack';
const LONGEST = 2000;

/** What each system asks for; whatever is no CRM that we know is told by a signed webhook. */
const FIELDS = {
  hubspot: ['accessToken'],
  salesforce: ['instanceUrl', 'clientId', 'clientSecret', 'refreshToken'],
  webhook: ['url', 'secret'],
} as const;

type Field = (typeof FIELDS)[keyof typeof FIELDS][number];

/** Where access to a CRM is given, and whether it is written to. What was given before is never shown again. */
export function accessView(connection: Connection, metadata: string): types.ModalView {
  const { system, credentials, writesBack } = connection;
  const hasAccess = credentials !== null;
  const written = plainOption(WRITES_BACK, say('Write to it what is decided here'));
  return {
    type: 'modal',
    callback_id: VIEW.access,
    private_metadata: metadata,
    title: { type: 'plain_text', text: say('Access') },
    submit: { type: 'plain_text', text: say('Save') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      section(
        hasAccess
          ? say('I have access to *{name}*. Leave the fields blank to keep it.', {
              name: connectionName(connection),
            })
          : say('With access to *{name}* I can write to it, and read what it did not tell.', {
              name: connectionName(connection),
            }),
      ),
      ...fieldsOf(system).map((field) =>
        inputField(field, labelOf(field), {
          ...hintOf(field),
          optional: true,
          element: textInput(field, '', { longest: LONGEST }),
        }),
      ),
      inputField(WRITES_BACK, say('Accept, Reject, Undo, owner and Contacted'), {
        optional: true,
        element: checkboxes(WRITES_BACK, [written], writesBack ? [WRITES_BACK] : []),
      }),
    ],
  };
}

export interface GivenAccess {
  system: CrmSystem;
  /** What was typed; undefined: nothing, so what is known stays. */
  credentials: Record<string, string> | undefined;
  writesBack: boolean;
}

export function readAccess(values: FormValues): GivenAccess {
  const system = systemOf(values);
  const typed = fieldsOf(system)
    .map((field) => [field, (values[field]?.[field]?.value ?? '').trim()] as const)
    .filter(([, text]) => text !== '');
  const ticked = values[WRITES_BACK]?.[WRITES_BACK]?.selected_options ?? [];
  return {
    system,
    credentials: typed.length > 0 ? Object.fromEntries(typed) : undefined,
    writesBack: ticked.some(({ value }) => value === WRITES_BACK),
  };
}

/** Where a fault of the whole is said. */
export function firstField(system: CrmSystem): string {
  return fieldsOf(system)[0] ?? WRITES_BACK;
}

/** A form knows whose it is by what it asks. */
function systemOf(values: FormValues): CrmSystem {
  if (values.accessToken) return 'hubspot';
  return values.instanceUrl ? 'salesforce' : 'custom';
}

function fieldsOf(system: CrmSystem): readonly Field[] {
  return system === 'hubspot' || system === 'salesforce' ? FIELDS[system] : FIELDS.webhook;
}

function labelOf(field: Field): string {
  switch (field) {
    case 'accessToken':
      return say('Access token of a private app');
    case 'instanceUrl':
      return say('Address of your Salesforce');
    case 'clientId':
      return say('Consumer key');
    case 'clientSecret':
      return say('Consumer secret');
    case 'refreshToken':
      return say('Refresh token');
    case 'url':
      return say('Address that is told');
    case 'secret':
      return say('Secret that signs');
  }
}

function hintOf(field: Field): { hint?: string } {
  switch (field) {
    case 'accessToken':
      return {
        hint: say('With the scopes {scopes}.', {
          scopes: 'crm.objects.contacts.read, crm.objects.contacts.write, crm.objects.owners.read',
        }),
      };
    case 'instanceUrl':
      return { hint: say('Such as {example}', { example: 'https://acme.my.salesforce.com' }) };
    case 'refreshToken':
      return { hint: say('Blank where the connected app acts by itself (client credentials).') };
    case 'secret':
      return { hint: say('Blank: I make one and show it once.') };
    default:
      return {};
  }
}

import type { types, ViewOutput } from '@slack/bolt';
import { LONGEST_NAME, MOST_HAND_ONS, type PolicyClock, type PolicyText } from '../../sla/policy-text.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { plainSection, section } from '../messages/message.ts';
import { checkboxes, inputField, plainOption, radioButtons, textInput } from './form-fields.ts';
import type { SimpleChain } from './simple-chain.ts';

const clocks = () =>
  [
    plainOption('team', say('Working hours of the team')),
    plainOption('holder', say('The holder’s own working hours')),
    plainOption('wall', say('The wall clock, nights and weekends included')),
  ] as const;

const nextSteps = () =>
  [
    plainOption('nothing', say('Nothing more')),
    plainOption('rotation', say('Hand on to the rotation')),
    plainOption('pool', say('Hand on to the pool')),
    plainOption('person', say('Hand on to a person')),
  ] as const;

/** What the form starts with when a policy has no chain of its own that it can show. */
const USUAL_CHAIN: SimpleChain = {
  rep: true,
  managers: true,
  userIds: [],
  channelIds: [],
  groupId: '',
  grace: '',
  next: 'nothing',
  personId: null,
};

export const NEW_POLICY: PolicyText = {
  name: '',
  when: '',
  decideWithin: '',
  clock: 'team',
  remind: '75%',
  contactWithin: null,
  chain: ['tell rep', 'tell managers'],
  atMost: 2,
};

export interface PolicyForm {
  policy: PolicyText;
  /** It covers every lead, and has no conditions. */
  isLast: boolean;
  /** Undefined: its chain says more than the form can. */
  chain: SimpleChain | undefined;
  /** What comes back with the form. */
  metadata: string;
}

/** What was chosen. `chain` is undefined when the chain stays as it is. */
export interface FilledPolicyForm {
  policy: Omit<PolicyText, 'chain'>;
  chain: SimpleChain | undefined;
}

/** One policy as a form, filled in with what it says. */
export function policyView({ policy, isLast, chain, metadata }: PolicyForm): types.ModalView {
  const isNew = policy.name === '';
  return {
    type: 'modal',
    callback_id: VIEW.policy,
    private_metadata: metadata,
    title: { type: 'plain_text', text: isNew ? say('Add a policy') : say('Edit the policy') },
    submit: { type: 'plain_text', text: say('Continue') },
    close: { type: 'plain_text', text: say('Back') },
    blocks: [
      inputField('name', say('Name'), {
        element: textInput('name', policy.name, { longest: LONGEST_NAME, example: say('Demo requests') }),
      }),
      isLast
        ? plainSection(say('It covers every lead that no other policy covers.'))
        : leadsField(policy.when),
      inputField('decideWithin', say('Time to accept or reject'), {
        hint: say('Such as {examples}.', { examples: '5 min, 2 h, 1 working day, 2 weeks' }),
        element: textInput('decideWithin', policy.decideWithin),
      }),
      inputField('clock', say('Which clock counts'), {
        element: radioButtons('clock', clocks(), policy.clock),
      }),
      inputField('remind', say('Reminders'), {
        hint: say('Shares of the time, or times before its end: {examples}. Empty: none.', {
          examples: '50%, 75%, 15 min before',
        }),
        optional: true,
        element: textInput('remind', policy.remind, { longest: 200 }),
      }),
      inputField('contactWithin', say('Time from Accept to the first contact'), {
        hint: say('Such as {example}. Empty: nothing is promised.', { example: '1 h' }),
        optional: true,
        element: textInput('contactWithin', policy.contactWithin ?? ''),
      }),
      ...(chain ? [] : otherChainBlocks(policy.chain)),
      ...chainFields(chain ?? USUAL_CHAIN, policy.atMost),
    ],
  };
}

/** What the form holds, as typed. */
export function readPolicyForm(values: ViewOutput['state']['values']): FilledPolicyForm {
  const of = (name: string) => values[name]?.[name];
  const text = (name: string) => (of(name)?.value ?? '').trim();
  const ticked = (name: string) => (of(name)?.selected_options ?? []).map(({ value }) => value);
  const chosen = <Value extends string>(name: string, known: readonly { value?: string }[]) =>
    (known.find(({ value }) => value === of(name)?.selected_option?.value) ?? known[0])?.value as Value;
  const keepsChain = of('replaceChain') !== undefined && ticked('replaceChain').length === 0;
  const told = ticked('tell');
  const atMost = of('atMost')?.value;
  return {
    policy: {
      name: text('name'),
      when: text('when'),
      decideWithin: text('decideWithin'),
      clock: chosen<PolicyClock>('clock', clocks()),
      remind: text('remind'),
      contactWithin: text('contactWithin') || null,
      atMost: atMost ? Number(atMost) : NEW_POLICY.atMost,
    },
    chain: keepsChain
      ? undefined
      : {
          rep: told.includes('rep'),
          managers: told.includes('managers'),
          userIds: of('tellPeople')?.selected_users ?? [],
          channelIds: of('tellChannels')?.selected_conversations ?? [],
          groupId: text('tellGroup'),
          grace: text('grace'),
          next: chosen<SimpleChain['next']>('next', nextSteps()),
          personId: of('person')?.selected_user ?? null,
        },
  };
}

function leadsField(when: string): types.InputBlock {
  return inputField('when', say('Which leads'), {
    hint: say('All conditions must hold: {example}. Ask for {fields} or any attribute by its name.', {
      example: 'source = webinar, demo*; score >= 80; campaign != old',
      fields: 'source, campaign, score, company, title, email, ownerEmail',
    }),
    element: textInput('when', when, { longest: 1_000, multiline: true }),
  });
}

function otherChainBlocks(steps: readonly string[]): types.KnownBlock[] {
  return [
    section(
      `${say('When it is not decided in time, more happens than this form can show:')}\n${steps.join('\n')}`,
    ),
    inputField('replaceChain', say('This chain'), {
      hint: say('It stays as it is unless you tick this; then the fields below count.'),
      optional: true,
      element: checkboxes(
        'replaceChain',
        [plainOption('replace', say('Replace the chain by what is chosen here'))],
        [],
      ),
    }),
  ];
}

function chainFields(chain: SimpleChain, atMost: number): types.InputBlock[] {
  const told = [...(chain.rep ? ['rep'] : []), ...(chain.managers ? ['managers'] : [])];
  const audiences = [plainOption('rep', say('The rep')), plainOption('managers', say('The managers'))];
  return [
    inputField('tell', say('At the deadline tell'), {
      optional: true,
      element: checkboxes('tell', audiences, told),
    }),
    inputField('tellPeople', say('Also tell these people'), {
      optional: true,
      element: {
        type: 'multi_users_select',
        action_id: 'tellPeople',
        ...(chain.userIds.length > 0 ? { initial_users: chain.userIds } : {}),
      },
    }),
    inputField('tellChannels', say('Also tell these channels'), {
      hint: say('Invite me there first.'),
      optional: true,
      element: {
        type: 'multi_conversations_select',
        action_id: 'tellChannels',
        filter: {
          include: ['public', 'private'],
          exclude_external_shared_channels: true,
          exclude_bot_users: true,
        },
        ...(chain.channelIds.length > 0 ? { initial_conversations: chain.channelIds } : {}),
      },
    }),
    inputField('tellGroup', say('Also tell a user group'), {
      hint: say('Its id, such as {example}: in Slack, under People, User groups, in the menu of the group.', {
        example: 'S0614TZR7',
      }),
      optional: true,
      element: textInput('tellGroup', chain.groupId),
    }),
    inputField('next', say('Then'), { element: radioButtons('next', nextSteps(), chain.next) }),
    inputField('person', say('The person'), {
      optional: true,
      element: {
        type: 'users_select',
        action_id: 'person',
        ...(chain.personId ? { initial_user: chain.personId } : {}),
      },
    }),
    inputField('grace', say('Wait so long before handing on'), {
      hint: say('Such as {example}. Empty: at once.', { example: '30 min' }),
      optional: true,
      element: textInput('grace', chain.grace),
    }),
    inputField('atMost', say('Hand one lead on at most so many times'), {
      optional: true,
      element: {
        type: 'number_input',
        action_id: 'atMost',
        is_decimal_allowed: false,
        min_value: '1',
        max_value: String(MOST_HAND_ONS),
        initial_value: String(atMost),
      },
    }),
  ];
}

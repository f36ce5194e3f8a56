import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { plainLeadName } from '../messages/lead-card-message.ts';
import { plainSection, type Wording } from '../messages/message.ts';
import { cut } from '../messages/text.ts';
import { timeInWords } from '../messages/times.ts';

export const GIVE_FIELD = { leads: 'leads', to: 'to', note: 'note' } as const;

/** As many as one select takes. */
export const MOST_GIVEN = 100;

/** Asks to whom one lead goes. */
export function giveView(card: LeadCard): types.ModalView {
  return viewOf(say('Give lead'), card.handoffId, [
    plainSection(say('Who gets {lead}?', { lead: plainLeadName(card, 60) })),
  ]);
}

/** Asks which of the open leads go to whom: the most urgent hundred. */
export function giveSeveralView(cards: readonly LeadCard[], wording: Wording): types.ModalView {
  return viewOf(say('Give several leads'), '', [
    {
      type: 'input',
      block_id: GIVE_FIELD.leads,
      label: { type: 'plain_text', text: say('Leads, the most urgent first') },
      element: {
        type: 'multi_static_select',
        action_id: GIVE_FIELD.leads,
        placeholder: { type: 'plain_text', text: say('Choose leads') },
        options: cards.slice(0, MOST_GIVEN).map((card) => ({
          text: {
            type: 'plain_text',
            text: cut(`${plainLeadName(card, 20)} · ${timeInWords(card.dueAt, wording.timeZone)}`, 75),
          },
          value: card.handoffId,
        })),
      },
    },
  ]);
}

function viewOf(title: string, handoffId: string, blocks: types.KnownBlock[]): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.give,
    private_metadata: handoffId,
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: say('Give') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      ...blocks,
      {
        type: 'input',
        block_id: GIVE_FIELD.to,
        label: { type: 'plain_text', text: say('{field, select, other {To}}', { field: 'colleague' }) },
        element: {
          type: 'users_select',
          action_id: GIVE_FIELD.to,
          placeholder: { type: 'plain_text', text: say('Choose somebody') },
        },
      },
      {
        type: 'input',
        block_id: GIVE_FIELD.note,
        optional: true,
        label: { type: 'plain_text', text: say('Note') },
        hint: { type: 'plain_text', text: say('Stands on the card, after “given by you”.') },
        element: { type: 'plain_text_input', action_id: GIVE_FIELD.note, max_length: 300 },
      },
    ],
  };
}

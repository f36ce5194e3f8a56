import type { types } from '@slack/bolt';
import type { OwnLead } from '../../leads/list-own-leads.ts';
import { ACTION } from '../action-ids.ts';
import { MENU } from '../messages/lead-buttons.ts';
import { plainLeadName } from '../messages/lead-card-message.ts';
import { context, plainSection, section, type Wording } from '../messages/message.ts';
import { moveOptions, STAGE_NAMES } from '../messages/stage-moves.ts';
import { counted } from '../messages/text.ts';
import { timeInWords } from '../messages/times.ts';

export const MOST_OWN_LEADS = 50;

/** What somebody works on, each with what may become of it; `news`: what was just said of one. */
export function ownLeadsView(
  { total, leads }: { total: number; leads: readonly OwnLead[] },
  wording: Wording,
  news?: string,
): types.ModalView {
  const more = total - leads.length;
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'My leads' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      ...(news ? [section(news)] : []),
      ...(leads.length === 0
        ? [
            section(
              'You work on no lead now. What you accept, and what you add with `/funnel add`, stands here until it is won or lost.',
            ),
          ]
        : []),
      ...leads.map((lead) => leadRow(lead, wording)),
      ...(more > 0 ? [context(`${counted(more, 'older lead')} not shown.`)] : []),
    ],
  };
}

function leadRow(lead: OwnLead, { timeZone }: Wording): types.SectionBlock {
  const row = plainSection(
    `${plainLeadName(lead, 60)} · ${STAGE_NAMES[lead.stage]} since ${timeInWords(lead.since, timeZone)}`,
  );
  const id = lead.handoffId ?? lead.leadId;
  const options = [
    ...moveOptions(lead.stage, id),
    { text: { type: 'plain_text' as const, text: 'Details…' }, value: `${MENU.details} ${id}` },
  ];
  return { ...row, block_id: id, accessory: { type: 'overflow', action_id: ACTION.ownLeadMenu, options } };
}

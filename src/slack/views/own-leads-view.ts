import type { types } from '@slack/bolt';
import type { OwnLead } from '../../leads/list-own-leads.ts';
import { say } from '../../words/say.ts';
import { stageName } from '../../words/stage-name.ts';
import { ACTION } from '../action-ids.ts';
import { MENU } from '../messages/lead-buttons.ts';
import { plainLeadName } from '../messages/lead-card-message.ts';
import { context, plainSection, section, type Wording } from '../messages/message.ts';
import { moveOptions } from '../messages/stage-moves.ts';
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
    title: { type: 'plain_text', text: say('My leads') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [
      ...(news ? [section(news)] : []),
      ...(leads.length === 0
        ? [
            section(
              say(
                'You work on no lead now. What you accept, and what you add with `/funnel add`, stands here until it is won or lost.',
              ),
            ),
          ]
        : []),
      ...leads.map((lead) => leadRow(lead, wording)),
      ...(more > 0
        ? [context(say('{more, plural, one {# older lead} other {# older leads}} not shown.', { more }))]
        : []),
    ],
  };
}

function leadRow(lead: OwnLead, { timeZone }: Wording): types.SectionBlock {
  const since = say('{stage} since {when}', {
    stage: stageName(lead.stage),
    when: timeInWords(lead.since, timeZone),
  });
  const row = plainSection(`${plainLeadName(lead, 60)} · ${since}`);
  const id = lead.handoffId ?? lead.leadId;
  const options = [
    ...moveOptions(lead.stage, id),
    { text: { type: 'plain_text' as const, text: say('Details…') }, value: `${MENU.details} ${id}` },
  ];
  return { ...row, block_id: id, accessory: { type: 'overflow', action_id: ACTION.ownLeadMenu, options } };
}

import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { shownNextStep } from '../../team/shown-defaults.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { leadCardMessage } from './lead-card-message.ts';
import { actions, button, context, header, type Message, type Wording } from './message.ts';

/** How the sample was decided, if it was. */
export type SampleState = 'open' | 'accepted' | 'rejected';

const HOUR_MS = 3_600_000;

/** A card like those that reps get, of a lead that does not exist. Its buttons only show what would follow. */
export function sampleCardMessage(
  state: SampleState,
  { userId, nextStep }: { userId: string; nextStep: string },
  wording: Wording,
): Message {
  const { text, blocks } = leadCardMessage(sampleCard(state, { userId, nextStep }, wording.now), wording);
  const said = blocks.filter(({ type }) => type !== 'header' && type !== 'actions');
  return {
    text: say('Sample, no real lead. {card}', { card: text }),
    blocks: [
      header(say('🧪 Sample: {lead}', { lead: 'Ada Park, Acme' })),
      ...said,
      buttons(state),
      context(noteOn(state)),
    ],
  };
}

function noteOn(state: SampleState): string {
  switch (state) {
    case 'open':
      return say(
        'This is a sample: there is no such lead, and it counts nowhere. Press a button to see what follows.',
      );
    case 'accepted':
      return say(
        'This is a sample: nothing was recorded. On a real card you then press Contacted once you have called, and can undo for ten minutes.',
      );
    case 'rejected':
      return say(
        'This is a sample: nothing was recorded. A real card asks for a reason, and can be undone for ten minutes.',
      );
  }
}

function buttons(state: SampleState): types.ActionsBlock {
  if (state !== 'open') return actions(button(say('Show it open again'), ACTION.sampleAgain, 'again'));
  return actions(
    button(say('Accept'), ACTION.sampleAccept, 'sample', 'primary'),
    button(say('Reject'), ACTION.sampleReject, 'sample'),
  );
}

function sampleCard(
  state: SampleState,
  { userId, nextStep }: { userId: string; nextStep: string },
  now: Date,
): LeadCard {
  const dueAt = new Date(now.getTime() + 4 * HOUR_MS);
  const isDecided = state !== 'open';
  return {
    ...{ handoffId: 'sample', leadId: 'SAMPLE', name: 'Ada Park', company: 'Acme', title: 'CTO' },
    ...{ email: 'ada@acme.example', phone: '+1 555 0100', score: 82, source: 'webinar', campaign: 'spring' },
    ...{ url: null, state, openedAt: now, dueAt, isOverdue: false, turn: 1, turnDueAt: dueAt, before: null },
    ...{ routeAt: null, mutedUntil: null, stays: false, excused: null, breachHolderId: null },
    ...{ contactDueAt: null, contactedAt: null, contactedBy: null, corrected: null, note: null },
    ...{ holderId: userId, holderWhy: say('your turn in the rotation.'), routedTo: 'rotation' },
    ...{ decidedAt: isDecided ? now : null, decisionRecordedAt: isDecided ? now : null },
    ...{ decidedBy: isDecided ? userId : null, decidedOrigin: isDecided ? 'slack' : null },
    ...{
      reasonLabel: state === 'rejected' ? say('No budget') : null,
      undoUntil: null,
      nextStep: shownNextStep(nextStep),
    },
    ...{ progress: null, added: null, erasedAt: null },
  };
}

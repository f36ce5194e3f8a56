import type { types } from '@slack/bolt';
import { FIRST_STEPS, type FirstStep } from '../../leads/first-run.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, context, header, type Message, section } from './message.ts';
import { counted, escapeMrkdwn } from './text.ts';

export interface FirstRun {
  done: readonly FirstStep[];
  reps: number;
  /** The time to decide, in words, such as "8 working hours". */
  promise: string;
  /** Whether a CRM can send leads. */
  takesFacts: boolean;
}

/** To the first admin: three steps, each with the button that finishes it, ticked off as they are done. */
export function firstRunMessage(about: FirstRun): Message {
  const left = FIRST_STEPS.length - about.done.length;
  const isReady = left === 0;
  return {
    text: isReady
      ? 'Funnel is set up: leads go to your reps from now on.'
      : `Funnel is here. ${counted(left, 'step')} to go before leads reach your reps.`,
    blocks: [
      header(isReady ? 'Funnel is set up' : 'Set up Funnel in three steps'),
      section(
        isReady
          ? 'New leads go to your reps from now on, each with a deadline.'
          : 'Each lead that marketing has qualified goes to one sales rep, who accepts or rejects it in time. This is what is needed for it:',
      ),
      ...FIRST_STEPS.map((step, index) => stepBlock(step, index + 1, about)),
      actions(button('Send me a sample card', ACTION.sendSample, 'sample')),
      context(
        'Only you got this message. `/funnel help` shows all that you can do; the Home tab shows what is left to set up.',
      ),
    ],
  };
}

function stepBlock(step: FirstStep, number: number, about: FirstRun): types.SectionBlock {
  const isDone = about.done.includes(step);
  const { todo, done, button: opens } = wordsOf(step, about);
  return isDone
    ? section(`✅ *${number}. ${done.title}* ${done.rest}`)
    : { ...section(`*${number}. ${todo.title}* ${todo.rest}`), accessory: opens };
}

interface Words {
  title: string;
  rest: string;
}

function wordsOf(
  step: FirstStep,
  { reps, promise, takesFacts }: FirstRun,
): { todo: Words; done: Words; button: types.Button } {
  switch (step) {
    case 'reps':
      return {
        todo: { title: 'Choose the reps.', rest: 'New leads go to them in turn.' },
        done: {
          title: 'Reps:',
          rest: `${counted(reps, 'rep')} ${reps === 1 ? 'gets' : 'take turns with'} new leads.`,
        },
        button: button('Add reps…', ACTION.openReps, 'reps', 'primary'),
      };
    case 'promise':
      return {
        todo: {
          title: 'Check the promise (SLA).',
          rest: `A lead is to be decided within ${escapeMrkdwn(promise)}. Change it or save it as it is.`,
        },
        done: { title: 'Promise (SLA):', rest: `a lead is to be decided within ${escapeMrkdwn(promise)}.` },
        button: button('Settings…', ACTION.openSettings, 'settings'),
      };
    case 'leads':
      return {
        todo: {
          title: 'Bring the first lead.',
          rest: takesFacts
            ? 'INTAKE_TOKEN is set, so your CRM can send leads: one `curl` tries it. Or import a CSV file.'
            : 'INTAKE_TOKEN is not set, so no CRM can send leads yet. A CSV file can be imported without it.',
        },
        done: { title: 'Leads:', rest: 'the first one is here.' },
        button: button('How…', ACTION.explainIntake, 'leads'),
      };
  }
}

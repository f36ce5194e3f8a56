import type { types } from '@slack/bolt';
import { FIRST_STEPS, type FirstStep } from '../../leads/first-run.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, context, header, type Message, section } from './message.ts';
import { escapeMrkdwn } from './text.ts';

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
      ? say('Funnel is set up: leads go to your reps from now on.')
      : say(
          'Funnel is here. {left, plural, one {# step} other {# steps}} to go before leads reach your reps.',
          { left },
        ),
    blocks: [
      header(isReady ? say('Funnel is set up') : say('Set up Funnel in three steps')),
      section(
        isReady
          ? say('New leads go to your reps from now on, each with a deadline.')
          : say(
              'Each lead that marketing has qualified goes to one sales rep, who accepts or rejects it in time. This is what is needed for it:',
            ),
      ),
      ...FIRST_STEPS.map((step, index) => stepBlock(step, index + 1, about)),
      actions(button(say('Send me a sample card'), ACTION.sendSample, 'sample')),
      context(
        say(
          'Only you got this message. `/funnel help` shows all that you can do; the Home tab shows what is left to set up.',
        ),
      ),
    ],
  };
}

function stepBlock(step: FirstStep, number: number, about: FirstRun): types.SectionBlock {
  if (about.done.includes(step)) return section(doneWords(step, number, about));
  return { ...section(toDoWords(step, number, about)), accessory: buttonOf(step) };
}

function toDoWords(step: FirstStep, number: number, { promise, takesFacts }: FirstRun): string {
  switch (step) {
    case 'reps':
      return say('*{number}. Choose the reps.* New leads go to them in turn.', { number });
    case 'promise':
      return say(
        '*{number}. Check the promise (SLA).* A lead is to be decided within {promise}. Change it or save it as it is.',
        { number, promise: escapeMrkdwn(promise) },
      );
    case 'leads':
      return takesFacts
        ? say(
            '*{number}. Bring the first lead.* INTAKE_TOKEN is set, so your CRM can send leads: one `curl` tries it. Or import a CSV file.',
            { number },
          )
        : say(
            '*{number}. Bring the first lead.* INTAKE_TOKEN is not set, so no CRM can send leads yet. A CSV file can be imported without it.',
            { number },
          );
  }
}

function doneWords(step: FirstStep, number: number, { reps, promise }: FirstRun): string {
  switch (step) {
    case 'reps':
      return say(
        '✅ *{number}. Reps:* {reps, plural, one {# rep gets new leads.} other {# reps take turns with new leads.}}',
        { number, reps },
      );
    case 'promise':
      return say('✅ *{number}. Promise (SLA):* a lead is to be decided within {promise}.', {
        number,
        promise: escapeMrkdwn(promise),
      });
    case 'leads':
      return say('✅ *{number}. Leads:* the first one is here.', { number });
  }
}

function buttonOf(step: FirstStep): types.Button {
  switch (step) {
    case 'reps':
      return button(say('Add reps…'), ACTION.openReps, 'reps', 'primary');
    case 'promise':
      return button(say('Settings…'), ACTION.openSettings, 'settings');
    case 'leads':
      return button(say('How…'), ACTION.explainIntake, 'leads');
  }
}

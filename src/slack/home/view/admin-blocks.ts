import type { types } from '@slack/bolt';
import { ACTION } from '../../action-ids.ts';
import { actions, button, header, section } from '../../messages/message.ts';
import { counted } from '../../messages/text.ts';
import type { AdminPart, SetupStep } from '../home.ts';

const MOST_PROBLEMS = 10;

const STEPS: Record<SetupStep['name'], { todo: string; button: types.Button }> = {
  reps: {
    todo: '*Add reps.* Nobody is in the rotation yet, so new leads find nobody.',
    button: button('Add reps…', ACTION.openReps, 'reps'),
  },
  settings: {
    todo: '*Check what is promised.* Nobody has confirmed the time to decide, the working hours and the time zone.',
    button: button('Settings…', ACTION.openSettings, 'settings'),
  },
  intake: {
    todo: '*Set INTAKE_TOKEN.* Without it no CRM can send leads.',
    button: button('How…', ACTION.explainIntake, 'token'),
  },
  'first-lead': {
    todo: '*Send the first lead.* None has been recorded yet.',
    button: button('How…', ACTION.explainIntake, 'lead'),
  },
  channel: {
    todo: '*Choose a channel* for the digest, or in the settings one for leads that nobody is free for.',
    button: button('Digest…', ACTION.openDigest, 'digest'),
  },
};

/** What is left to set up and what needs attention. */
export function attentionBlocks({ steps, problems }: AdminPart): types.KnownBlock[] {
  return [...stepBlocks(steps), ...problemBlocks(problems)];
}

/** The ways to change things. */
export function settingsBlocks(): types.KnownBlock[] {
  return [
    header('Settings'),
    actions(
      button('Settings…', ACTION.openSettings, 'settings'),
      button('Policies…', ACTION.openPolicies, 'policies'),
      button('Reps…', ACTION.openReps, 'reps'),
    ),
  ];
}

function stepBlocks(steps: readonly SetupStep[]): types.KnownBlock[] {
  const left = steps.filter(({ isDone }) => !isDone);
  if (left.length === 0) return [];
  return [
    header(`Set up: ${steps.length - left.length} of ${steps.length} done`),
    ...left.map(({ name }) => ({ ...section(STEPS[name].todo), accessory: STEPS[name].button })),
  ];
}

function problemBlocks(problems: readonly string[]): types.KnownBlock[] {
  if (problems.length === 0) return [];
  const more = problems.length - MOST_PROBLEMS;
  return [
    header('⚠️ Needs your attention'),
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => section(problem)),
    ...(more > 0 ? [section(`and ${counted(more, 'more problem')}, once these are solved.`)] : []),
  ];
}

import type { types } from '@slack/bolt';
import { assertNever } from '../../../errors.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { actions, button, header, section } from '../../messages/message.ts';
import type { AdminPart, SetupStep } from '../home.ts';

const MOST_PROBLEMS = 10;

/** What is left to set up and what needs attention. */
export function attentionBlocks({ steps, problems }: AdminPart): types.KnownBlock[] {
  return [...stepBlocks(steps), ...problemBlocks(problems)];
}

/** The ways to change things. */
export function settingsBlocks(): types.KnownBlock[] {
  return [
    header(say('Settings')),
    actions(
      button(say('Settings…'), ACTION.openSettings, 'settings'),
      button(say('Policies…'), ACTION.openPolicies, 'policies'),
    ),
  ];
}

function stepBlocks(steps: readonly SetupStep[]): types.KnownBlock[] {
  const left = steps.filter(({ isDone }) => !isDone);
  if (left.length === 0) return [];
  return [
    header(say('Set up: {done} of {all} done', { done: steps.length - left.length, all: steps.length })),
    ...left.map(({ name }) => stepBlock(name)),
  ];
}

function stepBlock(name: SetupStep['name']): types.SectionBlock {
  switch (name) {
    case 'reps':
      return step(
        say('*Add reps.* Nobody is in the rotation yet, so new leads find nobody.'),
        button(say('Add reps…'), ACTION.openReps, 'reps'),
      );
    case 'settings':
      return step(
        say(
          '*Check what is promised.* Nobody has confirmed the time to decide, the working hours and the time zone.',
        ),
        button(say('Settings…'), ACTION.openSettings, 'settings'),
      );
    case 'intake':
      return step(
        say('*Set INTAKE_TOKEN.* Without it no CRM can send leads.'),
        button(say('How…'), ACTION.explainIntake, 'token'),
      );
    case 'first-lead':
      return step(
        say('*Send the first lead.* None has been recorded yet.'),
        button(say('How…'), ACTION.explainIntake, 'lead'),
      );
    case 'channel':
      return step(
        say('*Choose a channel* for the digest, or in the settings one for leads that nobody is free for.'),
        button(say('Digest…'), ACTION.openDigest, 'digest'),
      );
    default:
      return assertNever(name);
  }
}

function step(todo: string, accessory: types.Button): types.SectionBlock {
  return { ...section(todo), accessory };
}

function problemBlocks(problems: readonly string[]): types.KnownBlock[] {
  if (problems.length === 0) return [];
  const more = problems.length - MOST_PROBLEMS;
  return [
    header(say('⚠️ Needs your attention')),
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => section(problem)),
    ...(more > 0
      ? [
          section(
            say('and {count, plural, one {# more problem} other {# more problems}}, once these are solved.', {
              count: more,
            }),
          ),
        ]
      : []),
  ];
}

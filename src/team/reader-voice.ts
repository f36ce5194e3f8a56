import { type Voice, voiceOf } from '../words/voice.ts';
import type { Person } from './directory.ts';
import type { Workspace } from './workspace.ts';

/**
 * How somebody is spoken to: in the language of their Slack where it is one of ours, else in the workspace's, which is
 * also that of channels; by the team's names of the stages.
 */
export function readerVoice(
  { language, stageNames }: Pick<Workspace, 'language' | 'stageNames'>,
  person?: Pick<Person, 'language'>,
): Voice {
  return voiceOf(person?.language ?? language, stageNames);
}

import type { StageNames } from '../../../team/stage-names.ts';
import { STAGES } from '../../../vocabulary.ts';
import { formatList } from '../../../words/formats.ts';
import { say } from '../../../words/say.ts';
import { usualStageName } from '../../../words/stage-name.ts';
import { escapeMrkdwn } from '../../messages/text.ts';

/** "SAL instead of SQL and Deal instead of Opportunity." */
export function sayStageNames(names: StageNames): string {
  const own = STAGES.flatMap((stage) => {
    const name = names[stage];
    // The usual name is a value, so that it is not called by the other one in turn.
    return name
      ? [say('{name} instead of {usual}', { name: escapeMrkdwn(name), usual: usualStageName(stage) })]
      : [];
  });
  return own.length === 0
    ? say('The usual ones: {usual}.', { usual: formatList(STAGES.map(usualStageName)) })
    : say('{names}.', { names: formatList(own) });
}

import { describe, expect, test } from 'vitest';
import { type Actor, SYSTEM } from '../../src/context.ts';
import { COMMANDS } from '../../src/slack/commands/funnel.ts';
import { helpMessage } from '../../src/slack/messages/help-message.ts';
import { asLines } from './as-lines.ts';
import { expectShown } from './expect-shown.ts';

const rep: Actor = {
  kind: 'person',
  userId: 'U0REP',
  mayAct: true,
  isRep: true,
  isManager: false,
  isAdmin: false,
};

describe('the help', () => {
  test.each([
    ['of somebody without a role', helpMessage({ ...rep, isRep: false }, COMMANDS)],
    ['of a rep', helpMessage(rep, COMMANDS)],
    ['of a manager', helpMessage({ ...rep, isManager: true }, COMMANDS)],
    ['of an admin', helpMessage({ ...rep, isManager: true, isAdmin: true }, COMMANDS)],
    [
      'of an admin whose attention is needed',
      helpMessage({ ...rep, isManager: true, isAdmin: true }, COMMANDS, undefined, {
        problems: ['A message could not be delivered to <#C0POOL>.'],
        mqlDefinition: 'Downloaded a price list, <100 people or more>',
      }),
    ],
    [
      'after an unknown word',
      helpMessage(rep, COMMANDS, 'I do not know “<!channel>”. Did you mean `/funnel queue`?'),
    ],
  ])('%s', (_, message) => {
    expectShown('response', message);
  });

  test('shows the system every command', () => {
    const lines = asLines(helpMessage(SYSTEM, COMMANDS));
    for (const { usage } of COMMANDS.flatMap((command) => [command, ...(command.more ?? [])]))
      expect(lines).toContain(`/funnel ${usage}\``);
  });
});

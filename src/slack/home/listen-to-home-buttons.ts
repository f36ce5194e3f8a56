import type { App } from '@slack/bolt';
import { actorId } from '../../context.ts';
import { invariant } from '../../errors.ts';
import { requireColleague } from '../../team/permissions.ts';
import { ACTION } from '../action-ids.ts';
import { backCommand } from '../commands/away.ts';
import type { Command, Invocation } from '../commands/command.ts';
import { policiesCommand } from '../commands/policies.ts';
import { reportFormCommand } from '../commands/report-form.ts';
import { settingsCommand } from '../commands/settings.ts';
import { type Click, onButton } from '../listen.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { intakeView } from './view/intake-view.ts';

/** Buttons that do what a command does. */
const COMMANDS = {
  [ACTION.comeBack]: backCommand,
  [ACTION.openSettings]: settingsCommand,
  [ACTION.openPolicies]: policiesCommand,
} as const satisfies Record<string, Command>;

export function listenToHomeButtons(app: App, deps: SlackDeps): void {
  for (const [actionId, command] of Object.entries(COMMANDS)) {
    onButton(app, deps, actionId, async (click) => {
      await command.run(await invocationOf(deps, click));
    });
  }

  onButton(app, deps, ACTION.openReport, async (click) => {
    const invocation = await invocationOf(deps, click);
    // The answer has to go somewhere.
    const { channel } = await deps.client.conversations.open({ users: invocation.person.userId });
    await reportFormCommand.run({ ...invocation, channelId: channel?.id ?? '' });
  });

  onButton(app, deps, ACTION.explainIntake, async ({ ctx, triggerId }) => {
    requireColleague(ctx);
    const view = intakeView(deps.intake, ctx.now());
    await deps.client.views.open({ trigger_id: triggerId, view });
  });
}

/** The same as if it had been typed, by whoever pressed the button; in no channel. */
export async function invocationOf(
  deps: SlackDeps,
  { ctx, triggerId, isInForm = false }: Pick<Click, 'ctx' | 'triggerId'> & { isInForm?: boolean },
): Promise<Invocation> {
  const userId = actorId(ctx);
  invariant(userId, 'a button is pressed by a person');
  const person = await deps.directory.find(userId);
  invariant(person, 'whoever presses a button is known to Slack');
  return { ctx, person, deps, triggerId, isInForm, text: '', channelId: '' };
}

import type { App } from '@slack/bolt';
import type { Context } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import { findHandoff } from '../../leads/find-handoff.ts';
import { moveLead } from '../../leads/move-lead.ts';
import { nextMorning, snoozeLead } from '../../leads/snooze-lead.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { showLead } from '../home/show-lead.ts';
import { onButton } from '../listen.ts';
import { MENU } from '../messages/lead-buttons.ts';
import { readMove } from '../messages/stage-moves.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { openHandOnForm } from './hand-on-lead.ts';

const HOUR_MS = 3_600_000;

/** What may be done with a lead besides deciding it, before and afterwards. */
export function listenToLeadMenu(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.leadMenu, async (click) => {
    const [verb = '', handoffId = ''] = click.value.split(' ');
    if (verb === MENU.handOn) {
      await openHandOnForm(deps, click, handoffId);
      return;
    }
    if (verb === MENU.details) {
      await showLead(deps, click, handoffId);
      return;
    }
    const move = readMove(verb);
    if (move) {
      const { leadId } = await findHandoff(click.ctx, handoffId);
      await moveLead(click.ctx, { leadId, ...move });
      deps.wake();
      return;
    }
    await snoozeLead(click.ctx, { handoffId, until: await snoozeEnd(click.ctx, verb) });
    deps.wake();
  });
}

async function snoozeEnd(ctx: Context, verb: string): Promise<Date> {
  switch (verb) {
    case MENU.hour:
      return new Date(ctx.now().getTime() + HOUR_MS);
    case MENU.threeHours:
      return new Date(ctx.now().getTime() + 3 * HOUR_MS);
    case MENU.morning:
      return nextMorning(ctx);
    default:
      throw new InvalidInputError(say('This choice is not known any more. Open the card again.'));
  }
}

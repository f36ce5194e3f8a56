import type { App } from '@slack/bolt';
import { type Context, SYSTEM } from '../context.ts';
import type { OnCard } from '../leads/decide-handoff.ts';
import { readStanding } from '../leads/standing.ts';
import type { Workspace } from '../team/workspace.ts';
import { onClick } from './listen.ts';
import type { SlackDeps } from './slack-deps.ts';

export interface CardClick {
  ctx: Context;
  /** For the verb: the handoff, how it stood when the click came, and the message in which it was clicked. */
  input: OnCard;
  workspace: Workspace;
}

/** Registers a button that carries a handoff: how the lead stands is read together with who clicked. */
export function onCardButton(
  app: App,
  deps: SlackDeps,
  actionId: string,
  handle: (click: CardClick) => Promise<void>,
): void {
  onClick(app, deps, actionId, {
    find: (handoffId, userId) => readStanding(deps.contextFor(SYSTEM), handoffId, userId),
    handle: ({ ctx, value, channelId, messageTs }, { standing, workspace }) => {
      const clicked = channelId && messageTs ? { channelId, messageTs, leaseMs: deps.leaseMs } : undefined;
      return handle({ ctx, input: { handoffId: value, seen: standing, clicked }, workspace });
    },
  });
}

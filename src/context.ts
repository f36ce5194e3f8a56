import type { Executor } from './db/client.ts';

/** Who acts. Roles are decided once, where somebody comes in; verbs only ask for them. */
export type Actor =
  | { kind: 'system' }
  | {
      kind: 'person';
      userId: string;
      /** False for guests, bots and people of other organisations: they see and do nothing. */
      mayAct: boolean;
      isRep: boolean;
      isManager: boolean;
      isAdmin: boolean;
    };

/** First argument of every verb. */
export interface Context {
  readonly db: Executor;
  readonly workspaceId: string;
  readonly actor: Actor;
  /** The current instant; asked again wherever time may have passed. */
  readonly now: () => Date;
}

export const SYSTEM: Actor = { kind: 'system' };

/** The Slack user id of the actor, or null for the system. */
export function actorId(ctx: Context): string | null {
  return ctx.actor.kind === 'person' ? ctx.actor.userId : null;
}

/** The same context inside a transaction: whatever is called with it takes part. */
export function inTransaction<Result>(
  ctx: Context,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}

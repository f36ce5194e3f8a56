import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { AppError, ConflictError, UnavailableError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin } from '../team/permissions.ts';
import { currentPolicies, type PolicyRow, savePolicyList } from '../team/policy-list.ts';
import { lockWorkspace } from '../team/workspace.ts';
import { say } from '../words/say.ts';
import { applyPoliciesToOpen } from './apply-policies.ts';
import { fromRows, isSameList } from './policy-schema.ts';

interface PolicyChange {
  rows: readonly PolicyRow[];
  /** `effectiveFrom` of the list that whoever changes it has seen. */
  basedOn: Date;
  /** Otherwise open leads keep the deadline that they were promised. */
  applyToOpen: boolean;
}

/** The policies are saved and in force; some open leads keep the deadline that they had. */
export class DeadlinesNotMovedError extends UnavailableError {
  constructor(cause: unknown) {
    super(
      cause instanceof AppError
        ? say(
            'Saved. The deadlines of open leads could not all be moved: {why} To move the rest, save again and let open leads follow, or run `npm run funnel -- policies set FILE --apply-to-open`.',
            { why: cause.message },
          )
        : say(
            'Saved. The deadlines of open leads could not all be moved. To move the rest, save again and let open leads follow, or run `npm run funnel -- policies set FILE --apply-to-open`.',
          ),
      { cause },
    );
  }
}

/**
 * Makes these the policies that judge leads handed over from now on, and returns how many open promises changed. A list
 * that says the same is no new one.
 * @throws {ConflictError} when the policies have been changed meanwhile; {DeadlinesNotMovedError} when they are saved and
 * open promises did not all change.
 */
export async function savePolicies(ctx: Context, change: PolicyChange): Promise<{ moved: number }> {
  requireAdmin(ctx, 'change the policies');
  await retryingDeadlocks(() => inTransaction(ctx, (tx) => writePolicies(tx, change)));
  if (!change.applyToOpen) return { moved: 0 };
  try {
    return { moved: await applyPoliciesToOpen(ctx) };
  } catch (error) {
    throw new DeadlinesNotMovedError(error);
  }
}

/** @throws {ConflictError} unless this is still the list in force. */
export function requireUnchanged(current: readonly PolicyRow[], basedOn: Date): void {
  if (current[0]?.effectiveFrom.getTime() === basedOn.getTime()) return;
  throw new ConflictError(
    say(
      'Somebody has changed the policies or the working hours meanwhile, so nothing was saved. Look at them again and repeat your change.',
    ),
  );
}

async function writePolicies(ctx: Context, { rows, basedOn, applyToOpen }: PolicyChange): Promise<void> {
  await lockWorkspace(ctx);
  const before = await currentPolicies(ctx);
  requireUnchanged(before, basedOn);
  if (!isSameList(before, rows)) await savePolicyList(ctx, rows);
  await recordAudit(ctx, 'policies changed', ctx.workspaceId, {
    before: fromRows(before),
    after: fromRows(rows),
    applyToOpen,
  });
}

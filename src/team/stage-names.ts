import { eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { workspaces } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { STAGES, type Stage } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { usualStageName } from '../words/stage-name.ts';
import { recordAudit } from './audit.ts';
import { requireAdmin } from './permissions.ts';
import { lockWorkspace } from './workspace.ts';

export type StageNames = Partial<Record<Stage, string>>;

export type StageNameFaults = Partial<Record<Stage, string>>;

export const LONGEST_STAGE_NAME = 24;

/** Several names cannot be: each with its own sentence. */
export class InvalidStageNamesError extends InvalidInputError {
  readonly faults: StageNameFaults;

  constructor(faults: StageNameFaults) {
    super(Object.values(faults).join(' '));
    this.faults = faults;
  }
}

/**
 * What the team calls each stage; a blank one is called as everywhere else.
 * @throws {NotAllowedError} unless an admin asks, {InvalidStageNamesError} naming each that cannot be.
 */
export async function saveStageNames(ctx: Context, typed: StageNames): Promise<StageNames> {
  requireAdmin(ctx, 'change what stages are called');
  const after = readStageNames(typed);
  return inTransaction(ctx, async (tx) => {
    const { stageNames: before } = await lockWorkspace(tx);
    await tx.db
      .update(workspaces)
      .set({ stageNames: after })
      .where(eq(workspaces.workspaceId, tx.workspaceId));
    await recordAudit(tx, 'stage names changed', tx.workspaceId, { before, after });
    return after;
  });
}

/** Trimmed, without those that are blank or the usual ones. @throws {InvalidStageNamesError} */
function readStageNames(typed: StageNames): StageNames {
  const names = STAGES.map((stage) => [stage, (typed[stage] ?? '').replace(/\s+/g, ' ').trim()] as const);
  const faults: StageNameFaults = {};
  const taken = new Map<string, Stage>();
  for (const [stage, name] of names) {
    const fault = name === '' ? undefined : faultOf(name);
    if (fault) faults[stage] = fault;
    const shown = (name || usualStageName(stage)).toLowerCase();
    if (taken.has(shown)) faults[stage] ??= say('Another stage is called so already.');
    taken.set(shown, stage);
  }
  if (Object.keys(faults).length > 0) throw new InvalidStageNamesError(faults);
  return Object.fromEntries(names.filter(([stage, name]) => name !== '' && name !== usualStageName(stage)));
}

function faultOf(name: string): string | undefined {
  if (name.length > LONGEST_STAGE_NAME)
    return say('Give it at most {most} characters.', { most: LONGEST_STAGE_NAME });
  if (/^[\p{L}\p{N}][\p{L}\p{M}\p{N} &-]*$/u.test(name)) return undefined;
  return say('Use letters, digits, spaces, hyphens and &, and begin with a letter or a digit.');
}

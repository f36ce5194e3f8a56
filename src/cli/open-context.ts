import type { Context } from '../context.ts';
import type { Workspace } from '../team/workspace.ts';

interface OpenOptions {
  /** `--workspace`; absent: the only one there is. */
  workspace?: string | undefined;
  /** `--database`; absent: the configured one. */
  database?: string | undefined;
}

interface OpenedContext {
  ctx: Context;
  workspace: Workspace;
}

/** Opens the database, finds the workspace, does the work and closes again, whatever comes of it. */
export type OpenContext = <Result>(
  options: OpenOptions,
  work: (opened: OpenedContext) => Promise<Result>,
) => Promise<Result>;

import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { readRows, rowsAsText } from '../db/bulk.ts';
import { preparedRows } from '../db/prepared.ts';
import { members, workspaces } from '../db/schema.ts';
import { invariant } from '../errors.ts';
import type { Member } from './members.ts';
import type { Workspace } from './workspace.ts';

/** What must be known of whoever acts: their roles, and how the workspace is set up. */
export interface Acting {
  workspace: Workspace;
  member: Member | undefined;
}

const ask = preparedRows<{ workspace: string; member: string }>('acting', () => {
  const mine = sql`workspace_id = ${sql.placeholder('workspaceId')}`;
  const isThem = sql`${mine} and user_id = ${sql.placeholder('userId')}`;
  return sql`select ${rowsAsText(workspaces, mine)} as workspace, ${rowsAsText(members, isThem)} as member`;
});

/** Both in one statement, since every click, command and form asks for them. */
export async function findActing(
  { db, workspaceId }: Pick<Context, 'db' | 'workspaceId'>,
  userId: string,
): Promise<Acting> {
  const [answer] = await ask(db, { workspaceId, userId });
  const [workspace] = readRows(workspaces, answer?.workspace ?? '[]');
  invariant(workspace, `workspace ${workspaceId} is in the database`);
  const [member] = readRows(members, answer?.member ?? '[]');
  return { workspace, member };
}

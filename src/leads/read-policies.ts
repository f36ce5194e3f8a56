import type { Context } from '../context.ts';
import { readRows } from '../db/bulk.ts';
import { slaPolicies } from '../db/schema.ts';
import type { SlaPolicy } from '../sla/policy.ts';

const read = new Map<string, { text: string; policies: readonly SlaPolicy[] }>();

/** As long as a workspace's policies stay the same they are the same list, so that their calendars are compiled once. */
export function readPolicies(
  { workspaceId }: Pick<Context, 'workspaceId'>,
  text: string,
): readonly SlaPolicy[] {
  const last = read.get(workspaceId);
  if (last?.text === text) return last.policies;
  const policies = readRows(slaPolicies, text);
  read.set(workspaceId, { text, policies });
  return policies;
}

import type { Context } from '../context.ts';
import type { SlaPolicy } from '../sla/policy.ts';
import { dryRun } from './dry-run.ts';
import { dryRunSentences } from './sentences/dry-run-sentences.ts';

/** What these policies would have done last quarter, in three to six sentences. Changes nothing. */
export async function dryRunSummary(ctx: Context, policies: readonly SlaPolicy[]): Promise<string[]> {
  return dryRunSentences(await dryRun(ctx, { period: 'last quarter', policies }));
}

import type { Context } from '../../context.ts';
import { UnavailableError } from '../../errors.ts';
import { countUnroutable } from '../../leads/lead-card.ts';
import { listUnmatchedOwners, type UnmatchedOwner } from '../../leads/list-unmatched-owners.ts';
import { setupState } from '../../leads/setup-state.ts';
import { listFailedDeliveries } from '../../outbox/list-failed-deliveries.ts';
import type { Workspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { problemSentences } from '../messages/problem-sentences.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { type AdminPart, SETUP_STEPS, type SetupStep } from './home.ts';
import { missingScopes, OPTIONAL_SCOPES } from './missing-scopes.ts';

/** What only an admin can set up or put right. */
export async function adminPart(
  ctx: Context,
  deps: Pick<SlackDeps, 'client' | 'directory' | 'logger'>,
  { workspace, takesFacts }: { workspace: Workspace; takesFacts: boolean },
): Promise<AdminPart> {
  const { hasReps, hasLeads, hasSchedules } = await setupState(ctx);
  const isDone: Record<SetupStep['name'], boolean> = {
    reps: hasReps,
    settings: workspace.configuredAt !== null,
    intake: takesFacts,
    'first-lead': hasLeads,
    channel: hasSchedules || workspace.poolChannelId !== null,
  };
  const [owners, scopes] = await Promise.all([unmatchedOwners(ctx, deps), missingScopes(deps)]);
  return {
    steps: SETUP_STEPS.map((name) => ({ name, isDone: isDone[name] })),
    problems: [
      ...problemSentences(await listFailedDeliveries(ctx), await countUnroutable(ctx)),
      ...owners.map(ownerSentence),
      ...scopes.map((scope) => OPTIONAL_SCOPES[scope]?.() ?? ''),
    ],
  };
}

/** Where Slack cannot be asked just now nobody is said to be missing. */
async function unmatchedOwners(
  ctx: Context,
  { directory }: Pick<SlackDeps, 'directory'>,
): Promise<UnmatchedOwner[]> {
  try {
    return await listUnmatchedOwners(ctx, directory);
  } catch (error) {
    if (error instanceof UnavailableError) return [];
    throw error;
  }
}

function ownerSentence({ email, openLeads }: UnmatchedOwner): string {
  return say(
    '{count, plural, one {# open lead belongs to “{owner}” in the CRM, who is no colleague in this Slack, so it goes to others.} other {# open leads belong to “{owner}” in the CRM, who is no colleague in this Slack, so they go to others.}} Correct the address in the CRM, or there in Slack.',
    { count: openLeads, owner: escapeMrkdwn(oneLine(email, 100)) },
  );
}

import { type Context, SYSTEM } from '../context.ts';
import type { Person } from '../team/directory.ts';
import { findMember } from '../team/members.ts';
import { actorOf } from '../team/permissions.ts';
import { readerVoice } from '../team/reader-voice.ts';
import { getWorkspace } from '../team/workspace.ts';
import { speakAs } from '../words/voice.ts';
import type { SlackDeps } from './slack-deps.ts';

/** The context of whoever clicked or typed, with the roles they have at this moment; they are answered in their language. */
export async function identify(
  deps: Pick<SlackDeps, 'workspaceId' | 'directory' | 'contextFor'>,
  who: { userId: string; teamId?: string | undefined },
): Promise<{ ctx: Context; person: Person }> {
  const isForeign = who.teamId !== undefined && who.teamId !== deps.workspaceId;
  const known = await deps.directory.find(who.userId);
  const person: Person = {
    ...(known ?? {
      userId: who.userId,
      name: who.userId,
      email: null,
      timeZone: null,
      isWorkspaceAdmin: false,
      mayAct: false,
    }),
    ...(isForeign ? { mayAct: false, isWorkspaceAdmin: false } : {}),
  };
  const system = deps.contextFor(SYSTEM);
  const [member, workspace] = await Promise.all([findMember(system, who.userId), getWorkspace(system)]);
  speakAs(readerVoice(workspace, person));
  return { ctx: deps.contextFor(actorOf(person, member)), person };
}

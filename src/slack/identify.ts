import { type Context, SYSTEM } from '../context.ts';
import type { Person } from '../team/directory.ts';
import { type Acting, findActing } from '../team/find-acting.ts';
import { actorOf } from '../team/permissions.ts';
import { readerVoice } from '../team/reader-voice.ts';
import { speakAs } from '../words/voice.ts';
import type { SlackDeps } from './slack-deps.ts';

/**
 * The context of whoever clicked or typed, with the roles they have at this moment; they are answered in their language.
 * `acting`: their roles, where they are read together with something else.
 */
export async function identify(
  deps: Pick<SlackDeps, 'workspaceId' | 'directory' | 'contextFor'>,
  who: { userId: string; teamId?: string | undefined },
  acting: Promise<Acting> = findActing(deps.contextFor(SYSTEM), who.userId),
): Promise<{ ctx: Context; person: Person }> {
  const isForeign = who.teamId !== undefined && who.teamId !== deps.workspaceId;
  const [known, { member, workspace }] = await Promise.all([deps.directory.find(who.userId), acting]);
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
  speakAs(readerVoice(workspace, person));
  return { ctx: deps.contextFor(actorOf(person, member)), person };
}

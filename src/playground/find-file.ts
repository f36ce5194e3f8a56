import type { SharedFile } from './pretend/file-store.ts';
import type { PretendSlack } from './pretend/pretend-slack.ts';
import type { Person } from './pretend/workspace.ts';

/** A file with its content, for whoever can see a message that shares it. */
export function findFile(
  slack: PretendSlack,
  person: Person,
  id: string,
): (SharedFile & { content: Buffer }) | undefined {
  const file = slack.workspace
    .conversationsOf(person)
    .flatMap((room) => slack.messages.inChannel(room.id))
    .flatMap(({ files = [] }) => files)
    .find((one) => one.id === id);
  const content = file && slack.files.content(id);
  return content && { ...file, content };
}

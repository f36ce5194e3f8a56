import type { PretendSlack } from './pretend/pretend-slack.ts';

/** Does something, and says where the bot has posted how many messages meanwhile: “Ada 2, Mara 1, #sales 1”. */
export async function whatWasPosted(slack: PretendSlack, work: () => Promise<void>): Promise<string> {
  const known = new Set(slack.messages.lasting().map(({ channel, ts }) => `${channel} ${ts}`));
  await work();
  const posted = slack.messages.lasting().filter(({ channel, ts }) => !known.has(`${channel} ${ts}`));
  const counts = Map.groupBy(posted, ({ channel }) => channel);
  return slack.workspace.people
    .flatMap(({ realName, dmId }) => ({ name: realName.split(' ')[0] ?? realName, id: dmId }))
    .concat(slack.workspace.channels.map(({ name, id }) => ({ name: `#${name}`, id })))
    .flatMap(({ name, id }) => (counts.has(id) ? [`${name} ${counts.get(id)?.length}`] : []))
    .join(', ');
}

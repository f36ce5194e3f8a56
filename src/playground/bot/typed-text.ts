import type { Workspace } from '../pretend/workspace.ts';

/**
 * What Slack makes of typed text: `&`, `<`, `>` escaped, `@ada` and `#sales` turned into ids, which stand
 * beside their names in a command (`<@U0ADA|ada>`) and alone in a message (`<@U0ADA>`).
 */
export function typedText(workspace: Workspace, text: string, where: 'command' | 'message'): string {
  const token = (id: string, name: string) => (where === 'command' ? `<${id}|${name}>` : `<${id}>`);
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .replace(/(?<![\w@])@([a-z0-9]+)/gi, (typed, name: string) => {
      const person = workspace.people.find((candidate) => candidate.name === name.toLowerCase());
      return person ? token(`@${person.id}`, person.name) : typed;
    })
    .replace(/(?<![\w#&])#([a-z0-9_-]+)/gi, (typed, name: string) => {
      const channel = workspace.channels.find((candidate) => candidate.name === name.toLowerCase());
      return channel ? token(`#${channel.id}`, channel.name) : typed;
    });
}

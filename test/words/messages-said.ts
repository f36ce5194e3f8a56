import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

const SOURCE = path.join(import.meta.dirname, '../../src');
/** What takes a message as its first argument, by the modules that it comes from. */
const SPEAKERS = /(words\/say|\/say|\/rich-text)\.ts$/;
const NAMES = new Set(['say', 'sayParts', 'line']);

/** Every message that the code says, with where it says it; `unclear` lists the places that name none by a literal. */
export async function messagesSaid(): Promise<{ messages: Map<string, string[]>; unclear: string[] }> {
  const messages = new Map<string, string[]>();
  const unclear: string[] = [];
  for await (const file of glob('**/*.ts', { cwd: SOURCE })) {
    if (file === 'slack/messages/rich-text.ts') continue;
    const source = readFileSync(path.join(SOURCE, file), 'utf8');
    const speakers = new Set<string>();
    const visitor = new Visitor({
      ImportDeclaration({ source: { value }, specifiers }) {
        if (!SPEAKERS.test(value)) return;
        for (const { local } of specifiers) if (NAMES.has(local.name)) speakers.add(local.name);
      },
      CallExpression({ callee, arguments: [message], start }) {
        if (callee.type !== 'Identifier' || !speakers.has(callee.name)) return;
        const where = `${file}:${source.slice(0, start).split('\n').length}`;
        if (message?.type !== 'Literal' || typeof message.value !== 'string') unclear.push(where);
        else messages.set(message.value, [...(messages.get(message.value) ?? []), where]);
      },
    });
    visitor.visit(parseSync(file, source).program);
  }
  return { messages, unclear };
}

import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { type Erasure, eraseLead } from '../leads/erase-lead.ts';
import { erasureSentences } from '../slack/messages/erased-message.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';

interface EraseOptions {
  yes?: boolean;
  json?: boolean;
  database?: string;
  workspace?: string;
}

/** `funnel erase LEAD`: clears everything that says who a lead is; what Slack shows of it changes once the bot runs. */
export function eraseCommand(
  open: OpenContext,
  terminal: Terminal,
  /** Undefined: nobody can be asked. */
  ask: ((question: string) => Promise<string>) | undefined = askAtTerminal(terminal),
): Command {
  return new Command('erase')
    .description('erase a lead: all that says who it is, here and in Slack; figures stay')
    .argument('<lead>', 'its id in the CRM, such as L-77')
    .option('--yes', 'do not ask before')
    .option('--json', 'print one JSON object')
    .option('--database <url>', 'the Postgres to write to (default: DATABASE_URL, else the embedded one)')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .action(async (leadId: string, { yes, json, ...where }: EraseOptions) => {
      if (!yes && ask && !isYes(await ask(`Erase lead ${leadId} for good? [y/N] `))) {
        terminal.note('Nothing has changed.');
        terminal.exitWith(1);
        return;
      }
      const erasure = await open(where, ({ ctx }) => eraseLead(ctx, leadId, 'request'));
      if (json) terminal.answer(JSON.stringify(erasure, null, 2));
      else answer(erasure, terminal);
      if (erasure.outcome === 'unknown') terminal.exitWith(1);
    });
}

function answer(erasure: Erasure, terminal: Terminal): void {
  if (erasure.outcome === 'unknown') {
    terminal.note(`error: There is no lead ${erasure.leadId}, so nothing has changed.`);
    return;
  }
  const [done = '', ...left] = erasureSentences(erasure);
  terminal.answer(done);
  for (const sentence of left) terminal.answer(`- ${sentence}`);
  if (erasure.updated + erasure.files > 0)
    terminal.note('What stands in Slack changes as soon as the bot runs.');
}

function askAtTerminal({ isInteractive }: Terminal) {
  if (!isInteractive || !process.stdin.isTTY) return undefined;
  return async (question: string) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  };
}

function isYes(typed: string): boolean {
  return /^y(es)?$/i.test(typed.trim());
}

import { Command } from 'commander';
import type { Config } from '../config.ts';
import { listConnectionHealth } from '../connections/connection-health.ts';
import { createVault } from '../connections/vault.ts';
import { connectionJson, connectionLines } from './connection-lines.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  json?: boolean;
  workspace?: string;
}

/** `funnel connections`: what leads come from, and how each fares. */
export function connectionsCommand(open: OpenContext, terminal: Terminal, loadConfig: () => Config): Command {
  return new Command('connections')
    .description('list the connections to CRMs, forms and tools, and how they fare')
    .option('--json', 'print one JSON object')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .addHelpText('after', '\nConnect one in Slack: /funnel connections')
    .action(async ({ json, workspace }: Options) => {
      const config = loadConfig();
      await open({ workspace }, async ({ ctx }) => {
        const list = await listConnectionHealth(ctx, createVault(config));
        if (json) {
          terminal.answer(
            JSON.stringify({ connections: list.map((health) => connectionJson(health, config)) }, null, 2),
          );
        } else if (list.length === 0) {
          terminal.answer('Nothing is connected. An admin connects a CRM in Slack: /funnel connections');
        } else {
          for (const [mark, text] of list.flatMap((health) => connectionLines(health, config)))
            terminal.answer(mark.padEnd(8) + text);
        }
      });
    });
}

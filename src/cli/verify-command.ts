import { Command } from 'commander';
import { verifyLedger } from '../leads/verify-ledger.ts';
import { counted } from './import-summary.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';

const EVERY_LEADS = 20_000;

/** `funnel verify`: whether the tables that the reports read say what the ledger says. */
export function verifyCommand(open: OpenContext, terminal: Terminal): Command {
  return new Command('verify')
    .description('fold every fact anew and compare with the tables that the reports read')
    .option('--json', 'print one JSON object')
    .option('--database <url>', 'the Postgres to read (default: DATABASE_URL, else the embedded one)')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .action(async ({ json, ...where }: { json?: boolean; database?: string; workspace?: string }) => {
      const found = await open(where, ({ ctx }) =>
        verifyLedger(ctx, (leads) => {
          if (leads % EVERY_LEADS === 0) terminal.note(`${counted(leads, 'lead')} compared`);
        }),
      );
      const { leads, facts, handoffs, differences, examples } = found;
      if (json) terminal.answer(JSON.stringify(found, null, 2));
      else {
        terminal.answer(
          `${counted(leads, 'lead')}, ${counted(facts, 'fact')}, ${counted(handoffs, 'handoff')}: ${differences === 0 ? 'the tables say what the ledger says.' : `${counted(differences, 'difference')}.`}`,
        );
        for (const { leadId, where: column, stored, ledger } of examples) {
          terminal.answer(
            `  ${leadId}  ${column}: ${JSON.stringify(stored)}, by the ledger ${JSON.stringify(ledger)}`,
          );
        }
        if (differences > examples.length)
          terminal.answer(`  and ${counted(differences - examples.length, 'more', 'more')}`);
      }
      if (differences > 0) terminal.exitWith(1);
    });
}

import { join } from 'node:path';
import { Command } from 'commander';
import { pino } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { budgetCommand } from './cli/budget-command.ts';
import { connectionsCommand } from './cli/connections-command.ts';
import { doctorCommand } from './cli/doctor-command.ts';
import { dryRunCommand } from './cli/dry-run-command.ts';
import { eraseCommand } from './cli/erase-command.ts';
import { goalsCommand } from './cli/goals-command.ts';
import { importCommand } from './cli/import-command.ts';
import { importSpendCommand } from './cli/import-spend-command.ts';
import type { OpenContext } from './cli/open-context.ts';
import { policiesCommand } from './cli/policies-command.ts';
import { reportCommand } from './cli/report-command.ts';
import { runProgram } from './cli/run-program.ts';
import { processTerminal } from './cli/terminal.ts';
import { verifyCommand } from './cli/verify-command.ts';
import { loadConfig } from './config.ts';
import { SYSTEM } from './context.ts';
import { openDatabase } from './db/open-database.ts';
import { checkSlack } from './slack/check-slack.ts';
import { resolveWorkspace } from './team/workspace.ts';

const terminal = processTerminal();
const now = () => new Date();

const open: OpenContext = async ({ workspace: wanted, database: url }, work) => {
  const { databaseUrl, dataDir } = loadConfig(undefined, { forBot: false });
  const database = await openDatabase({
    url: url ?? databaseUrl,
    dataDir: join(dataDir, 'pg'),
    onProgress: terminal.note,
  });
  try {
    const workspace = await resolveWorkspace(database.db, wanted, now());
    const ctx = { db: database.db, workspaceId: workspace.workspaceId, actor: SYSTEM, now };
    return await work({ ctx, workspace });
  } finally {
    await database.close();
  }
};

const doctorDeps = {
  loadConfig: () => loadConfig(),
  checkSlack: (tokens: Parameters<typeof checkSlack>[0]) => checkSlack(tokens, pino({ level: 'silent' })),
};

const program = new Command('funnel')
  .description('What the bot does, without Slack: bring in leads and spend, read the reports.')
  .usage('<command> [options]   (through npm: npm run funnel -- <command> [options])')
  .version(packageJson.version)
  .addCommand(importCommand(open, terminal, now))
  .addCommand(importSpendCommand(open, terminal, now))
  .addCommand(budgetCommand(open, terminal))
  .addCommand(reportCommand(open, terminal))
  .addCommand(goalsCommand(open, terminal))
  .addCommand(policiesCommand(open, terminal))
  .addCommand(dryRunCommand(open, terminal))
  .addCommand(verifyCommand(open, terminal))
  .addCommand(eraseCommand(open, terminal))
  .addCommand(connectionsCommand(open, terminal, () => loadConfig(undefined, { forBot: false })))
  .addCommand(doctorCommand(open, terminal, doctorDeps));

await runProgram(program, process.argv.slice(2), terminal);

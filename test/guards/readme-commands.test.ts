import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { budgetCommand } from '../../src/cli/budget-command.ts';
import { connectionsCommand } from '../../src/cli/connections-command.ts';
import { doctorCommand } from '../../src/cli/doctor-command.ts';
import { dryRunCommand } from '../../src/cli/dry-run-command.ts';
import { eraseCommand } from '../../src/cli/erase-command.ts';
import { goalsCommand } from '../../src/cli/goals-command.ts';
import { importCommand } from '../../src/cli/import-command.ts';
import { importSpendCommand } from '../../src/cli/import-spend-command.ts';
import type { OpenContext } from '../../src/cli/open-context.ts';
import { policiesCommand } from '../../src/cli/policies-command.ts';
import { reportCommand } from '../../src/cli/report-command.ts';
import { processTerminal } from '../../src/cli/terminal.ts';
import { verifyCommand } from '../../src/cli/verify-command.ts';
import { loadConfig } from '../../src/config.ts';
import { REPORT_NAMES } from '../../src/reports/report-request.ts';
import { fileText } from './source-files.ts';

const BUILT_IN = ['ci', 'install', 'start', 'test'];

const open: OpenContext = () => Promise.reject(new Error('no command runs here'));
const terminal = processTerminal();
const now = () => new Date();
const funnel = new Command('funnel')
  .addCommand(importCommand(open, terminal, now))
  .addCommand(importSpendCommand(open, terminal, now))
  .addCommand(budgetCommand(open, terminal))
  .addCommand(reportCommand(open, terminal))
  .addCommand(goalsCommand(open, terminal))
  .addCommand(policiesCommand(open, terminal))
  .addCommand(dryRunCommand(open, terminal))
  .addCommand(verifyCommand(open, terminal))
  .addCommand(eraseCommand(open, terminal))
  .addCommand(connectionsCommand(open, terminal, () => loadConfig({})))
  .addCommand(
    doctorCommand(open, terminal, { loadConfig: () => loadConfig({}), checkSlack: () => Promise.reject() }),
  );

const commands = commandsOf(fileText('README.md'));

describe('a command of the README', () => {
  test('is one of npm’s or a script', () => {
    const wrong = commands.filter(
      ({ script }) => !BUILT_IN.includes(script) && !(script in packageJson.scripts),
    );
    expect(wrong.map(({ line }) => line)).toEqual([]);
    expect(commands.length).toBeGreaterThan(3);
  });

  test.each(commands.filter(({ script }) => script === 'funnel'))('$line', ({ words }) => {
    const [name = '', ...rest] = words;
    const command = funnel.commands.find((known) => known.name() === name);
    expect(funnel.commands.map((known) => known.name())).toContain(name);
    const nested = command?.commands.find((known) => known.name() === rest[0]);
    const known = (nested ?? command)?.options.flatMap(({ long, short }) => [long, short]) ?? [];
    const options = rest.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0]);
    expect(options.filter((option) => !known.includes(option))).toEqual([]);
    if (name === 'report') expect(REPORT_NAMES).toContain(rest[0]);
  });
});

describe('what the README may quote', () => {
  test('names the same subcommands as the command line itself', () => {
    const cli = fileText('src/cli.ts');
    expect(cli.match(/addCommand\(/g)).toHaveLength(funnel.commands.length);
  });
});

interface QuotedCommand {
  line: string;
  script: string;
  /** What follows ` -- `. */
  words: string[];
}

/** Every `npm …` of the fenced blocks, continued lines joined. */
function commandsOf(markdown: string): QuotedCommand[] {
  const blocks = [...markdown.matchAll(/^```(?:sh|bash|shell|console|text)?\n(.*?)^```/gms)].map(
    ([, body]) => body ?? '',
  );
  return blocks
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split(/\n|&&/)
    .map((line) =>
      line
        .trim()
        .replace(/^\$ /, '')
        .replace(/\s+#.*$/, ''),
    )
    .filter((line) => /^npm /.test(line))
    .map((line) => {
      const [, script = '', rest = ''] = /^npm (?:run )?(\S+)(.*)$/.exec(line) ?? [];
      const [, args = ''] = rest.split(' -- ');
      return {
        line,
        script,
        words: (args.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, '')),
      };
    });
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { onTestFinished } from 'vitest';
import type { OpenContext } from '../../src/cli/open-context.ts';
import { runProgram } from '../../src/cli/run-program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { Context } from '../../src/context.ts';
import { getWorkspace } from '../../src/team/workspace.ts';

/** A CSV file that lasts as long as the test. */
export async function aFile(content: string | Buffer, name = 'file.csv'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'funnel-csv-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

export interface CommandRun {
  exitCode: number;
  stdout: string;
  stderr: string;
}

type MakeCommand = (open: OpenContext, terminal: Terminal, now: () => Date) => Command;

/** Runs a command of the command line on the workspace of `ctx`. */
export async function runCommand(ctx: Context, make: MakeCommand, ...args: string[]): Promise<CommandRun> {
  const run: CommandRun = { exitCode: 0, stdout: '', stderr: '' };
  const terminal: Terminal = {
    answer: (line) => {
      run.stdout += `${line}\n`;
    },
    note: (line) => {
      run.stderr += `${line}\n`;
    },
    exitWith: (code) => {
      run.exitCode = code;
    },
    isInteractive: false,
  };
  const open: OpenContext = async (_, work) => work({ ctx, workspace: await getWorkspace(ctx) });
  const command = make(open, terminal, ctx.now).configureOutput({
    writeOut: (text) => terminal.answer(text.trimEnd()),
    writeErr: (text) => terminal.note(text.trimEnd()),
  });
  await runProgram(command, args, terminal);
  return run;
}

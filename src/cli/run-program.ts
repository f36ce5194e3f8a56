import { type Command, CommanderError } from 'commander';
import { AppError, ConfigError } from '../errors.ts';
import { UsageError } from './csv-options.ts';
import type { Terminal } from './terminal.ts';

const FAILED = 1;
const MISUSED = 2;

/** Runs the command that the arguments name. Sets the exit code to 1 for a failure and 2 for wrong usage. */
export async function runProgram(
  program: Command,
  args: readonly string[],
  terminal: Terminal,
): Promise<void> {
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError('(--help tells more)');
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    terminal.exitWith(exitCodeOf(error, terminal));
  }
}

function exitCodeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED;
  if (error instanceof UsageError) {
    terminal.note(`error: ${error.message}`);
    return MISUSED;
  }
  if (error instanceof AppError || error instanceof ConfigError) terminal.note(`error: ${error.message}`);
  else terminal.note(`error: Something unexpected happened: ${(error as Error).message}`);
  return FAILED;
}

/** Where a command speaks: answers go to `answer` (stdout), everything else to `note` (stderr), a line each. */
export interface Terminal {
  answer: (line: string) => void;
  note: (line: string) => void;
  /** With what the process will end, once the command has. */
  exitWith: (code: number) => void;
  /** Somebody watches, so that a moving bar may be drawn. */
  isInteractive: boolean;
}

export function processTerminal(): Terminal {
  return {
    answer: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    exitWith: (code) => {
      process.exitCode = code;
    },
    isInteractive: process.stderr.isTTY === true,
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { PretendSlack } from './pretend-slack.ts';
import { INTAKE_TOKEN } from './run-app.ts';

export interface BotProcess {
  url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** The bot in a process of its own, ready to take requests. It dies with the test. */
export async function startBotProcess(
  slack: PretendSlack,
  database: string,
  leaseMs: number,
): Promise<BotProcess> {
  const child = spawnNode([
    path.join(import.meta.dirname, 'bot-in-child.ts'),
    ...['--database', database, '--slack', slack.apiUrl, '--token', slack.botToken],
    ...['--secret', slack.signingSecret, '--intake', INTAKE_TOKEN, '--lease', String(leaseMs)],
  ]);
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const [url] = await Promise.race([
    once(lines, 'line'),
    exited.then(() => Promise.reject(new Error('The bot ended before it was up'))),
  ]);
  return {
    url: String(url),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Node as this process runs it; killed when the test ends. */
export function spawnNode(args: string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

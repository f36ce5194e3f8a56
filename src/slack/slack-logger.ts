import type { LogLevel, Logger as SlackLogger } from '@slack/bolt';
import type { Logger } from 'pino';

/** The SDK's log lines through ours; its debug lines carry message bodies and are dropped. */
export function slackLogger(logger: Logger): SlackLogger {
  const line =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      logger[level](parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));
  return {
    debug: () => {},
    info: (...parts) => logger.debug(parts.map(String).join(' ')),
    warn: line('warn'),
    error: line('error'),
    setLevel: () => {},
    getLevel: () => 'info' as LogLevel,
    setName: () => {},
  };
}

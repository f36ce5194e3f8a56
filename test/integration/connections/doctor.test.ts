import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { connectionsCommand } from '../../../src/cli/connections-command.ts';
import { type DoctorDeps, doctorCommand } from '../../../src/cli/doctor-command.ts';
import { loadConfig } from '../../../src/config.ts';
import { createConnection } from '../../../src/connections/create-connection.ts';
import { checkSlack } from '../../../src/slack/check-slack.ts';
import { aConnection, ENCRYPTION_KEY, signed, vault } from '../../support/connections.ts';
import { runCommand } from '../../support/csv.ts';
import { aBot, type Bot, embeddedDatabaseOfSuite } from '../../support/run-app.ts';

const database = embeddedDatabaseOfSuite();

function depsOf(bot: Bot, environment: Record<string, string> = {}): DoctorDeps {
  const { botToken, appToken, apiUrl } = bot.slack;
  const tokens = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl };
  const known = {
    ...tokens,
    FUNNEL_ENCRYPTION_KEY: ENCRYPTION_KEY,
    FUNNEL_PUBLIC_URL: bot.app.url,
    ...environment,
  };
  return {
    loadConfig: () => loadConfig(known),
    checkSlack: (asked) => checkSlack(asked, pino({ level: 'silent' })),
  };
}

const examine = async (bot: Bot, deps = depsOf(bot)) => {
  const { stdout, exitCode } = await runCommand(bot.ctx, (open, terminal) =>
    doctorCommand(open, terminal, deps),
  );
  return { lines: stdout.trim().split('\n'), exitCode };
};

describe('funnel doctor', () => {
  it('finds nothing wrong, then what is, and what to do', async () => {
    const bot = await aBot({ database: database() });
    const form = await aConnection(bot);
    const item = { id: '1', leadId: 'L-1', stage: 'Hot', occurredAt: bot.ctx.now().toISOString() };
    await form.sends(item);
    const well = await examine(bot);
    expect(well.exitCode).toBe(0);
    expect(well.lines.filter((line) => /connection|clock|public|Slack takes/i.test(line))).toEqual([
      expect.stringMatching(/^ok {6}Slack takes the bot token: workspace /),
      expect.stringMatching(/^ok {6}The clock agrees with Slack's to \d+ s\.$/),
      `ok      The public address answers: ${bot.app.url}`,
      `ok      Connection Web form: custom, only measures, ${bot.app.url}/in/custom/web-form`,
      expect.stringMatching(
        /^ok {6}Connection Web form: latest event 2026-01-05T09:\S+, \d+ s until it reached us\.$/,
      ),
      'missing Connection Web form: 1 of its values mean nothing yet (reported 1 times): /funnel connections > Values…',
    ]);

    await form.posts('{}', { headers: signed(bot.ctx, 'whsec_c29tZWJvZHkgZWxzZSBhbHRvZ2V0aGVy', '{}') });
    const ill = await examine(bot, depsOf(bot, { FUNNEL_PUBLIC_URL: `${bot.app.url}/nowhere` }));
    expect(ill.exitCode).toBe(1);
    expect(ill.lines.filter((line) => line.startsWith('fault'))).toEqual([
      expect.stringContaining('/nowhere/healthz answers 404: point FUNNEL_PUBLIC_URL'),
      expect.stringMatching(/Connection Web form: 1 refused, the last \S+: Its signature does not fit/),
    ]);
    const locked = await examine(
      bot,
      depsOf(bot, { FUNNEL_ENCRYPTION_KEY: 'another-key-than-it-was-of-32-letters' }),
    );
    expect(locked.lines).toContainEqual(expect.stringContaining('its secrets cannot be read'));
    const refused = await examine(bot, depsOf(bot, { SLACK_BOT_TOKEN: 'xoxb-nobody' }));
    expect(refused.lines).toContainEqual(expect.stringMatching(/^fault {3}Slack refuses SLACK_BOT_TOKEN/));
    expect(refused.lines).toContainEqual(expect.stringContaining('Connection Web form'));
  });

  it('lists the connections as JSON, without a secret', async () => {
    const bot = await aBot({ database: database() });
    const { secret } = await createConnection(bot.ctx, vault, { system: 'twenty', name: 'Twenty' });
    const { loadConfig: config } = depsOf(bot);
    const list = (...args: string[]) =>
      runCommand(bot.ctx, (open, terminal) => connectionsCommand(open, terminal, config), ...args);
    const { stdout } = await list('--json');
    expect(JSON.parse(stdout)).toMatchObject({
      connections: [{ connectionId: 'twenty', system: 'twenty', secrets: 1, refused: 0, lagSeconds: null }],
    });
    expect(stdout).not.toContain(secret);
    expect((await list()).stdout).toContain('missing Connection Twenty: nothing has come in yet.');
  });
});

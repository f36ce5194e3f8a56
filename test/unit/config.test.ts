import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { ConfigError } from '../../src/errors.ts';

const BOT = { SLACK_BOT_TOKEN: 'xoxb-1' };
const SOCKET = { ...BOT, SLACK_APP_TOKEN: 'xapp-1' };

describe('the configuration', () => {
  test('of an empty environment is the playground, for this machine alone', () => {
    expect(loadConfig({})).toEqual({
      slack: { kind: 'playground' },
      slackApiUrl: undefined,
      databaseUrl: undefined,
      dataDir: resolve('.data'),
      port: 3000,
      host: '127.0.0.1',
      intakeToken: undefined,
      publicUrl: undefined,
      encryptionKey: undefined,
      secrets: {},
      admins: [],
      logLevel: 'info',
    });
  });

  test('takes a blank variable for an absent one', () => {
    expect(loadConfig({ SLACK_BOT_TOKEN: '', PORT: ' ', LOG_LEVEL: '', HOST: '' })).toEqual(loadConfig({}));
  });

  test('with an app token is Socket Mode, also beside a signing secret', () => {
    expect(loadConfig({ ...SOCKET, SLACK_SIGNING_SECRET: 'secret-secret' }).slack).toEqual({
      kind: 'socket',
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
    });
  });

  test('with a signing secret alone is HTTP mode', () => {
    expect(loadConfig({ ...BOT, SLACK_SIGNING_SECRET: 'secret-secret' }).slack).toEqual({
      kind: 'http',
      botToken: 'xoxb-1',
      signingSecret: 'secret-secret',
    });
  });

  test('with tokens listens on all interfaces unless HOST says otherwise', () => {
    expect(loadConfig(SOCKET).host).toBe('::');
    expect(loadConfig({ ...SOCKET, HOST: '10.0.0.7' }).host).toBe('10.0.0.7');
  });

  test('ends the address of Slack’s API with one slash', () => {
    for (const SLACK_API_URL of ['http://localhost:4003/api', 'http://localhost:4003/api//']) {
      expect(loadConfig({ SLACK_API_URL }).slackApiUrl).toBe('http://localhost:4003/api/');
    }
  });

  test('takes the public address without its last slash, and the secrets of connections by their names', () => {
    const { publicUrl, secrets } = loadConfig({
      ...{ FUNNEL_PUBLIC_URL: 'https://funnel.corp.test/bot/', FUNNEL_SECRET_WEB_FORM: 'one two' },
      ...{ FUNNEL_SECRET_NONE: ' ' },
    });
    expect(publicUrl).toBe('https://funnel.corp.test/bot');
    expect(secrets).toEqual({ FUNNEL_SECRET_WEB_FORM: 'one two' });
  });

  test('reads admins between commas', () => {
    expect(loadConfig({ FUNNEL_ADMINS: ' U012AB , W34CD,' }).admins).toEqual(['U012AB', 'W34CD']);
  });

  test('takes both spellings of a Postgres address', () => {
    for (const DATABASE_URL of ['postgres://a:b@db:5432/f', 'postgresql://a:b@db/f']) {
      expect(loadConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
    }
  });
});

describe('a fault', () => {
  test.each([
    [{ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN must start with xoxb-'],
    [{ ...BOT, SLACK_APP_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN must start with xapp-'],
    [BOT, 'SLACK_BOT_TOKEN alone is not enough'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is missing'],
    [{ ...BOT, SLACK_SIGNING_SECRET: 'short' }, 'SLACK_SIGNING_SECRET is too short'],
    [{ SLACK_API_URL: 'slack.com' }, 'SLACK_API_URL must be a URL such as https://slack.com/api/'],
    [{ DATABASE_URL: 'mysql://db/f' }, 'DATABASE_URL must be a URL such as postgres://'],
    [{ PORT: 'http' }, 'PORT must be a number'],
    [{ PORT: '80.5' }, 'PORT must be a whole number'],
    [{ PORT: '70000' }, 'PORT must be between 0 and 65535'],
    [{ INTAKE_TOKEN: 'short' }, 'INTAKE_TOKEN must have at least 16 characters'],
    [{ FUNNEL_ADMINS: 'ada@corp.test' }, 'FUNNEL_ADMINS must hold Slack user ids'],
    [{ FUNNEL_ENCRYPTION_KEY: 'short' }, 'FUNNEL_ENCRYPTION_KEY must have at least 32 characters'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent'],
    [{ NODE_ENV: 'production' }, 'the playground does not start when NODE_ENV is production'],
    [{ HOST: '0.0.0.0' }, 'HOST must be 127.0.0.1 without Slack tokens'],
  ])('in %o is named with what to do', (environment, sentence) => {
    expect(faultsOf(environment)).toEqual([expect.stringContaining(sentence)]);
  });

  test('never comes alone when there are more', () => {
    expect(faultsOf({ PORT: 'x', LOG_LEVEL: 'y', INTAKE_TOKEN: 'z', SLACK_APP_TOKEN: 'xapp-1' })).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^INTAKE_TOKEN /),
      expect.stringMatching(/^LOG_LEVEL /),
      expect.stringMatching(/^SLACK_BOT_TOKEN /),
    ]);
  });

  test('is told without the secret that is wrong', () => {
    expect(String(faultsOf({ INTAKE_TOKEN: 'hunter2', FUNNEL_ENCRYPTION_KEY: 'hunter3' }))).not.toMatch(
      /hunter/,
    );
  });

  test('of one kind for several admins is told once', () => {
    expect(faultsOf({ FUNNEL_ADMINS: 'ada,bob' })).toHaveLength(1);
  });
});

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

import { expect, it } from 'vitest';
import { aBot, embeddedDatabaseOfSuite } from '../support/run-app.ts';

const database = embeddedDatabaseOfSuite();

it.each(['GET', 'HEAD', 'PUT', 'DELETE'])(
  '%s on the path of Slack is refused and harms nobody',
  async (method) => {
    const bot = await aBot({ database: database() });
    const response = await fetch(`${bot.app.url}/slack/events`, { method });
    expect(response.status).toBe(405);
    expect((await fetch(`${bot.app.url}/healthz`)).status).toBe(200);
  },
);

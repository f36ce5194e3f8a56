/** Run as a process of its own: the bot on a database server, until it is killed. Prints its address once it is up. */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { openServerDatabase } from '../../src/db/server.ts';

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: '' },
    slack: { type: 'string', default: '' },
    token: { type: 'string', default: '' },
    secret: { type: 'string', default: '' },
    intake: { type: 'string', default: '' },
    lease: { type: 'string', default: '60000' },
  },
});

const app = await createApp({
  database: await openServerDatabase(values.database),
  transport: { kind: 'http', botToken: values.token, signingSecret: values.secret },
  slackApiUrl: values.slack,
  port: 0,
  host: '127.0.0.1',
  intakeToken: values.intake,
  logger: pino({ level: 'warn' }, pino.destination(2)),
  leaseMs: Number(values.lease),
});
console.log(app.url);

/** Runs once per test run: hands out one Postgres server, started when the first suite asks for it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { type RunningPostgres, startPostgres } from './postgres/start-postgres.ts';

let starting: Promise<RunningPostgres> | undefined;

const keeper = createServer(async (_request, response) => {
  starting ??= startPostgres();
  const answer = await starting.then(
    ({ url }) => ({ url }),
    (error: unknown) => ({ missing: error instanceof Error ? error.message : String(error) }),
  );
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});

export async function setup(project: TestProject): Promise<void> {
  keeper.listen(0, '127.0.0.1');
  await once(keeper, 'listening');
  const address = keeper.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  project.provide('postgresKeeper', `http://127.0.0.1:${port}/`);
}

export async function teardown(): Promise<void> {
  keeper.close();
  keeper.closeAllConnections();
  const server = await starting?.catch(() => undefined);
  await server?.stop();
}

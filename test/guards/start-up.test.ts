import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '../../src/db/folder-lock.ts';
import { emptyFolder, entry, runNode } from './run-node.ts';
import { ROOT, sourceFiles } from './source-files.ts';

const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const STACK_TRACE = /^\s+at /m;

describe('Node itself', () => {
  test('loads every file, since the test runner takes syntax that Node does not', async () => {
    const files = sourceFiles('src/**')
      .map(({ path }) => path)
      .filter((path) => !isEntry(path) && !path.startsWith('src/playground/page/'));
    const urls = files.map((path) => pathToFileURL(join(ROOT, path)).href);
    const script = `
      const failed = [];
      for (const url of ${JSON.stringify(urls)}) {
        try { await import(url); } catch (error) { failed.push(url + ': ' + error.message); }
      }
      process.stdout.write(JSON.stringify(failed), () => process.exit());`;
    const { stdout, stderr } = await runNode(['--input-type=module', '--eval', script]);
    expect({ failed: stdout, stderr }).toEqual({ failed: '[]', stderr: '' });
    expect(files.length).toBeGreaterThan(100);
  });

  test('of an older version is told in one sentence what is needed', async () => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.11.0' } })`;
    const { code, stdout, stderr } = await runNode([
      '--import',
      `data:text/javascript,${encodeURIComponent(older)}`,
      ...entry('src/main.ts'),
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^funnel-alerts needs Node 24 or newer, and this is v[\d.]+: .+\.\n$/);
  });
});

describe('the bot', () => {
  test('names every fault of its configuration at once, without a stack trace', async () => {
    const env = { PORT: 'http', LOG_LEVEL: 'loud', INTAKE_TOKEN: 'short', SLACK_APP_TOKEN: 'xapp-1' };
    const { code, stderr } = await runNode(entry('src/main.ts'), { cwd: emptyFolder(), env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^4 settings need attention:\n/);
    for (const name of ['PORT', 'LOG_LEVEL', 'INTAKE_TOKEN', 'SLACK_BOT_TOKEN']) {
      expect(stderr).toContain(`\n- ${name} `);
    }
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  test('starts no playground in production', async () => {
    const env = { NODE_ENV: 'production' };
    const { code, stdout, stderr } = await runNode(entry('src/main.ts'), { cwd: emptyFolder(), env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'SLACK_BOT_TOKEN is missing, and the playground does not start when NODE_ENV is production\n',
    );
  });
});

describe('an embedded database that another process has', () => {
  test.each([
    ['the bot', 'src/main.ts', [], TOKENS, 'pg'],
    ['the playground', 'src/main.ts', [], {}, 'playground'],
    ['a report', 'src/cli.ts', ['report', 'summary'], {}, 'pg'],
  ])('is not opened by %s', async (_, file, args, env, database) => {
    const cwd = emptyFolder();
    onTestFinished(lockFolder(join(cwd, database)));
    const ended = await runNode([...entry(file), ...args], { cwd, env: { ...env, FUNNEL_DATA_DIR: cwd } });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /Another process is using the embedded database in .+\. Stop the bot .+, or set DATABASE_URL/,
    );
    expect(ended.stderr).not.toMatch(STACK_TRACE);
  });
});

/** These do something when they are loaded. */
function isEntry(path: string): boolean {
  return ['src/main.ts', 'src/cli.ts', 'src/slack/print-manifest.ts'].includes(path);
}

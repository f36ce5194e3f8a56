import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '../../src/db/folder-lock.ts';
import { emptyFolder, entry, runNode } from './run-node.ts';
import { ROOT, type SourceFile, sourceFiles } from './source-files.ts';

const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const STACK_TRACE = /^\s+at /m;

const files = sourceFiles('src/**').filter(({ path }) => !path.startsWith('src/playground/page/'));

describe('Node itself', () => {
  test('loads every file, since the test runner takes syntax that Node does not', async () => {
    const urls = files
      .filter((file) => !isEntry(file))
      .map(({ path }) => pathToFileURL(join(ROOT, path)).href);
    const script = `
      const failed = [];
      for (const url of ${JSON.stringify(urls)}) {
        try { await import(url); } catch (error) { failed.push(url + ': ' + error.message); }
      }
      process.stdout.write(JSON.stringify(failed), () => process.exit());`;
    const ended = await runNode(['--input-type=module', '--eval', script], { cwd: emptyFolder() });
    expect(ended).toEqual({ code: 0, stdout: '[]', stderr: '' });
    expect(urls.length).toBeGreaterThan(100);
  });

  test.each(files.filter(isEntry))(
    'strips the types of $path, which does something when loaded',
    ({ code }) => {
      expect(stripTypeScriptTypes(code)).toHaveLength(code.length);
    },
  );

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

describe('the manifest for HTTP', () => {
  test('is printed for a public address', async () => {
    const args = [...entry('src/slack/print-manifest.ts'), 'https://bot.example.com'];
    const { code, stdout } = await runNode(args, { cwd: emptyFolder() });
    expect(code).toBe(0);
    expect(stdout).toContain('request_url: https://bot.example.com/slack/events\n');
  });

  test.each([
    ['no address', []],
    ['an address that Slack cannot reach', ['http://localhost']],
  ])('is refused in one sentence for %s', async (_, args) => {
    const { code, stdout, stderr } = await runNode([...entry('src/slack/print-manifest.ts'), ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/https:\/\/bot\.example\.com/);
    expect(stderr).not.toMatch(STACK_TRACE);
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

/** Programs of their own: they do something when they are loaded. */
function isEntry({ path, code }: SourceFile): boolean {
  return path === 'src/main.ts' || code.includes('process.argv');
}

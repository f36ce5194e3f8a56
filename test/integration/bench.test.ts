import { expect, it } from 'vitest';
import { z } from 'zod';
import { entry, runNode } from '../guards/run-node.ts';
import { describeOnPostgres } from '../support/postgres.ts';

const BENCHES = ['tick', 'delivery', 'click', 'reports', 'intake', 'import'];

const line = z.strictObject({
  bench: z.string(),
  measure: z.string().min(1),
  unit: z.enum(['ms', 'messages/s', 'facts/s', 'rows/s', 'MB']),
  ours: z.number().positive(),
  baseline: z.string().min(1),
  theirs: z.number().positive(),
  ratio: z.number().positive(),
});

const bench = (args: string[], env = {}) => runNode([...entry('test/bench/main.ts'), ...args], { env });

await describeOnPostgres('a bench', (database) => {
  it.each(BENCHES)('%s prints one JSON object a measure, and all else elsewhere', async (name) => {
    const { code, stdout, stderr } = await bench([name, '--quick', '--json'], {
      TEST_DATABASE_URL: database(),
    });
    expect(code, stderr).toBe(0);
    const measures = stdout
      .trim()
      .split('\n')
      .map((text) => line.parse(JSON.parse(text)));
    expect(new Set(measures.map((measure) => measure.bench))).toEqual(new Set([name]));
    const names = measures.map(({ measure, baseline }) => `${measure} / ${baseline}`);
    expect(names).toEqual([...new Set(names)]);
    expect(stderr).toMatch(/measure +unit +ours +baseline +theirs +ratio/);
  });
});

it('without a name lists the benches', async () => {
  const { code, stdout } = await bench([]);
  expect(code).toBe(0);
  for (const name of BENCHES) expect(stdout).toMatch(new RegExp(`^ +${name} `, 'm'));
});

it('of an unknown name lists the benches and fails', async () => {
  const { code, stdout, stderr } = await bench(['tock']);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('There is no bench "tock".');
  expect(stderr).toContain('delivery');
});

import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../src/slack/messages/change-words.ts';
import { changesMessage } from '../../src/slack/messages/changes-message.ts';
import type { Change } from '../../src/team/list-changes.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { WORDING } from './a-card.ts';
import { expectShown } from './expect-shown.ts';
import { HOSTILE, markupIn } from './hostile.ts';

const SOURCE = path.join(import.meta.dirname, '../../src');
const at = new Date('2026-01-05T08:00:00Z');

function aChange(over: Partial<Change>): Change {
  return { at, actorId: 'U0ANN', action: 'settings changed', subject: 'T1', detail: {}, ...over };
}

const EVERY_KIND = [
  aChange({
    detail: {
      before: { timeZone: 'UTC', currency: null, nextStep: 'Call.' },
      after: { timeZone: 'Europe/Paris', currency: 'EUR', nextStep: 'Call.' },
    },
  }),
  aChange({
    action: 'policies changed',
    detail: { before: ['24h'], after: ['8h', '24h'], applyToOpen: true },
  }),
  aChange({ action: 'rep added', subject: 'U0REP' }),
  aChange({ action: 'group given a role', subject: 'S0SALES', detail: { role: 'rep' } }),
  aChange({ action: 'digest stopped', subject: 'C0SALES', actorId: null }),
  aChange({ action: 'budget set', subject: 'paid search', detail: { month: '2026-01', amount: '900' } }),
];

describe('who changed what', () => {
  test.each([
    ['at the beginning', changesMessage([], WORDING)],
    ['of every kind', changesMessage(EVERY_KIND, WORDING)],
  ])('%s', (_, message) => expectShown('response', message));

  test('names whatever the code writes down in words that can be translated', async () => {
    const written: string[] = [];
    for await (const file of glob('**/*.ts', { cwd: SOURCE })) {
      const source = await readFile(path.join(SOURCE, file), 'utf8');
      for (const [, action = ''] of source.matchAll(/recordAudit\(\s*\w+,\s*'([^']+)'/g))
        written.push(action);
    }
    expect(written.length).toBeGreaterThan(20);
    const ofLeads = (action: string) => /^lead |^(breach|decision|stage) \w+$/.test(action);
    expect(written.filter((action) => !ofLeads(action) && !Object.hasOwn(ACTIONS, action))).toEqual([]);
  });

  test.each(Object.entries(HOSTILE))('marks nothing up and keeps Slack’s limits with %s', (_, words) => {
    const detail = Object.fromEntries([...Array(30)].map((_one, index) => [`${words}${index}`, words]));
    const hostile = aChange({ action: 'spend added', subject: words, detail });
    const message = changesMessage(Array<Change>(20).fill(hostile), WORDING);
    expect(slackFaults('response', message)).toEqual([]);
    const tokens = markupIn(message).filter((mark) => !mark.startsWith('<!date^') && mark !== '<@U0ANN>');
    expect(tokens).toEqual([]);
  });
});

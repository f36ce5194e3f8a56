import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { COMMANDS } from '../../../src/slack/commands/funnel.ts';
import { recordedListeners } from '../../guards/recorded-listeners.ts';
import { embeddedTestDatabase } from '../../support/databases.ts';
import { ACTS, type Act } from './acts.ts';
import { PEOPLE, type Premises, thePremises, type Who } from './premises.ts';
import { type Outcome, tryAct, viewFor } from './try-act.ts';

let database: Database;
let is: Premises;

beforeAll(async () => {
  database = await embeddedTestDatabase();
  is = await thePremises(database);
});
afterAll(() => database.close());

const DONE = '✓';
const PART = 'part';

const WHO = Object.keys(PEOPLE) as Who[];

/** They only turn the pages of the Home tab, which shows everybody their own. */
const OF_THE_HOME_TAB = ['previous_page', 'next_page'];

describe('who may do what', () => {
  it.each(Object.entries(ACTS))('%s', async (_, acts) => {
    const refusals = new Map<string, string>();
    const rows: string[] = [];
    for (const act of acts) {
      const outcomes = new Map<Who, Outcome>();
      const view = await viewFor(act, is);
      for (const who of WHO) outcomes.set(who, await tryAct(act, who, { is, view }));
      const all = plain(outcomes.get('admin'));
      const cells = WHO.map((who) => cellOf(act, outcomes.get(who), all, refusals));
      // Whatever nobody could do would tell nothing about who may.
      expect(cells.includes(DONE), act.name).toBe(act.never !== true);
      rows.push(rowOf(act.name, cells));
    }
    const legend = [...refusals].map(([words, sign]) => `${sign}  ${words}`);
    const table = [
      rowOf('', WHO),
      ...rows,
      '',
      '✓ done   part: done, and shown less or else than to an admin',
      ...legend,
    ];
    expect(`\n${table.join('\n')}\n`).toMatchSnapshot();
  });

  it('is tried of everything that the bot listens to', () => {
    const tried = Object.values(ACTS).flat();
    const { actions, views, commands, shortcuts } = recordedListeners();
    const known = [...actions, ...views, ...commands, ...shortcuts.map(({ callback_id }) => callback_id)];
    const named = tried.map((act) => idOf(act));
    expect(known.filter((id) => !named.includes(id) && !OF_THE_HOME_TAB.includes(id))).toEqual([]);
    const typed = tried.flatMap((act) => ('command' in act ? [act.command.split(' ')[0]] : []));
    expect(COMMANDS.map(({ name }) => name).filter((name) => !typed.includes(name))).toEqual([]);
  });
});

function idOf(act: Act): string {
  if ('command' in act) return '/funnel';
  if ('press' in act) return act.press;
  return 'send' in act ? act.send : act.shortcut;
}

/** A sign for each refusal, whose words stand below the table. */
function cellOf(act: Act, outcome: Outcome | undefined, all: string, refusals: Map<string, string>): string {
  if (!outcome?.refused) return 'command' in act && plain(outcome) !== all ? PART : DONE;
  const { code, words } = outcome.refused;
  const refusal = code === 'not_allowed' ? words : `(${code}) ${words}`;
  const sign = refusals.get(refusal) ?? String.fromCodePoint(97 + refusals.size);
  refusals.set(refusal, sign);
  return sign;
}

function plain(outcome: Outcome | undefined): string {
  return (outcome?.shown ?? '').replaceAll(/<@U\w+>/g, '@');
}

function rowOf(name: string, cells: readonly string[]): string {
  return `${name.padEnd(46)}${cells.map((cell) => cell.padEnd(12)).join('')}`.trimEnd();
}

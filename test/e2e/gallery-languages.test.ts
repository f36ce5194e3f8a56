import { expect, it } from 'vitest';
import { ENGLISH, LANGUAGES } from '../../src/words/languages.ts';
import { collectExhibits } from '../gallery/collect-exhibits.ts';
import { faultsOf } from '../gallery/unmarked-words.ts';

it.each(LANGUAGES.filter((language) => language !== ENGLISH))(
  'whatever is said in %s fits into Slack',
  async (language) => {
    const rooms = await collectExhibits(language);
    expect(rooms.flatMap(({ exhibits }) => exhibits).length).toBeGreaterThan(250);
    expect(faultsOf(rooms)).toEqual([]);
  },
  120_000,
);

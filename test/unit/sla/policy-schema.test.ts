import { describe, expect, it } from 'vitest';
import {
  fromRows,
  isSameList,
  policyListJson,
  readPolicyList,
  toRows,
} from '../../../src/sla/policy-schema.ts';
import { aPolicyRow, DEMO_REQUESTS } from '../../support/policy-rows.ts';

const HOURS = [{ weekday: 1, from: '10:00', to: '12:00' }];
const CURRENT = [
  aPolicyRow({ ...DEMO_REQUESTS, workingHours: HOURS, holidays: ['2026-05-01'] }),
  aPolicyRow({ workingHours: HOURS, holidays: ['2026-05-01'], position: 1, minutesToDecide: 120 }),
];
const [DEMO, EVERY] = policyListJson(CURRENT);

describe('a list of policies as JSON', () => {
  it('is read back as it is printed, in the calendar of the team', () => {
    const rows = readPolicyList(JSON.parse(JSON.stringify(policyListJson(CURRENT))), CURRENT);
    expect(isSameList(rows, CURRENT)).toBe(true);
    expect(rows).toMatchObject([
      { position: 0, name: 'Demo requests', workingHours: HOURS, holidays: ['2026-05-01'] },
      { position: 1, name: 'Every lead', minutesToDecide: 120, workingHours: HOURS },
    ]);
    expect(new Set(rows.map((row) => row.policyId)).size).toBe(2);
  });

  it('is written in words', () => {
    expect(JSON.stringify(DEMO)).toBe(
      '{"name":"Demo requests","when":"source = demo","decideWithin":"5 min","clock":"wall","remind":"75%",' +
        '"contactWithin":"1 h","then":["tell rep","tell managers","wait 30 min","hand on to the rotation"],"atMost":2}',
    );
    expect(EVERY).toMatchObject({ when: '', decideWithin: '1 working day', contactWithin: null });
  });

  it('may leave out what goes without saying', () => {
    const [row] = readPolicyList([{ name: 'All', decideWithin: '1 h' }], CURRENT);
    expect(row).toMatchObject({
      conditions: [],
      minutesToDecide: 60,
      inWorkingTime: true,
      inHoldersTime: false,
      reminders: [{ fraction: 0.75 }],
      minutesToContact: null,
      chain: aPolicyRow().chain,
      mostHandOns: 2,
    });
  });

  it.each([
    ['no list', {}, /expected array/],
    ['an empty list', [], /at least one policy/],
    ['too many', Array.from({ length: 21 }, (_, i) => ({ ...EVERY, name: `${i}` })), /at most 20 policies/],
    ['a word that is not known', [{ ...EVERY, whenever: 'x' }], /Policy 1 “Every lead”: .*whenever/],
    ['another clock', [{ ...EVERY, clock: 'sun' }], /Policy 1 “Every lead”, clock: .*"team"/],
    ['no time', [{ name: 'All' }], /Policy 1 “All”, decideWithin/],
    ['a last one with conditions', [DEMO], /Policy 1 “Demo requests”: The last policy covers every lead/],
    ['a first one without', [{ ...EVERY, name: 'A', when: ' ; ' }, EVERY], /Policy 1 “A”: Only the last/],
    ['a name twice', [DEMO, { ...EVERY, name: 'demo requests' }], /Policy 2 .*another policy called/],
    ['null', [null], /Policy 1: /],
  ])('is refused with %s', (_, json, words) => {
    expect(() => readPolicyList(json, CURRENT)).toThrow(words);
  });

  it('is refused with everything that is wrong, by policy and part', () => {
    const list = [
      { ...DEMO, when: 'source', remind: '75' },
      { ...EVERY, ...JSON.parse('{"then":["tell nobody"]}') },
    ];
    expect(() => readPolicyList(list, CURRENT)).toThrow(
      /Policy 1 “Demo requests”, when: “source”(.|\n)*Policy 1 “Demo requests”, remind: “75”(.|\n)*Policy 2 “Every lead”, then: “tell nobody”/,
    );
  });

  it('is refused with waits and promises that end in no foreseeable time', () => {
    const waits = { ...EVERY, ...JSON.parse('{"then":["wait 999999 weeks","tell rep"]}') };
    expect(() => readPolicyList([waits], CURRENT)).toThrow(
      'Policy 1 “Every lead”, then: “wait 999999 weeks” is too long',
    );
    const promises = (decideWithin: string) => () => readPolicyList([{ ...EVERY, decideWithin }], CURRENT);
    expect(promises('1000 h')).not.toThrow();
    expect(promises('1440 h')).toThrow('decideWithin: With these working hours 1440 hours would take');
  });

  it('says the same whenever and by whomever it was saved', () => {
    const again = toRows(fromRows(CURRENT), CURRENT).map((row) => ({ ...row, effectiveFrom: new Date(1) }));
    expect(isSameList(CURRENT, again)).toBe(true);
    expect(isSameList(CURRENT, again.toReversed())).toBe(false);
  });
});

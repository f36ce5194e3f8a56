import { describe, expect, it } from 'vitest';
import { advanceHandoff } from '../../../src/sla/advance-handoff.ts';
import type { SlaPolicy } from '../../../src/sla/policy.ts';
import { type Handoff, noConsequences, type Shift } from '../../../src/sla/shift.ts';
import { at, hours, minutes, START } from '../../support/facts.ts';
import { aPolicy } from '../../support/policies.ts';
import { aColleague, aRep, aRoster } from '../../support/rosters.ts';
import { anOpenHandoff, aShift } from '../../support/shifts.ts';

const lead = { ownerEmail: null, stage: 'mql' as const };

/** One handoff through time: `until` moves the clock to each alert in turn and tells what it brought about. */
function aLife(policy: SlaPolicy, overrides: Partial<Shift> = {}) {
  const holders: string[] = [];
  const shift: Shift = { ...aShift({ policies: [policy], pastHolders: () => holders, ...overrides }) };
  let handoff: Handoff = { ...anOpenHandoff(policy), nextAlertAt: START };
  return {
    shift,
    get handoff() {
      return handoff;
    },
    until(instant: Date, leadNow: Parameters<typeof advanceHandoff>[1] = lead): string[] {
      const happened: string[] = [];
      while (handoff.nextAlertAt && handoff.nextAlertAt <= instant) {
        Object.assign(shift, { now: handoff.nextAlertAt, out: noConsequences() });
        for (const rep of shift.roster.reps) rep.worksAt = rep.worksAt && shift.now;
        handoff = advanceHandoff(handoff, leadNow, shift);
        const elapsed = (shift.now.getTime() - START.getTime()) / minutes(1);
        for (const turn of shift.out.begun) holders.push(...(turn.holderId ? [turn.holderId] : []));
        happened.push(...shift.out.owed.map(({ kind, recipientId }) => `${elapsed} ${kind} ${recipientId}`));
        happened.push(...shift.out.stayed.map(() => `${elapsed} stays`));
      }
      return happened;
    },
    change(changes: Partial<Handoff>) {
      handoff = { ...handoff, ...changes };
    },
  };
}

const handsOn = aPolicy({
  minutesToDecide: 60,
  reminders: [{ fraction: 0.5 }, { minutesBefore: 10 }],
  chain: [
    { kind: 'notify', whom: 'rep' },
    { kind: 'notify', whom: 'managers' },
    { kind: 'wait', minutes: 30 },
    { kind: 'notify', whom: { channelId: 'CALERTS' } },
    { kind: 'reassign', to: 'rotation' },
  ],
});

describe('a lead that nobody decides', () => {
  it('is reminded, missed, and handed on with a turn of its own each time, as often as the policy says', () => {
    const life = aLife(handsOn);
    expect(life.until(at(hours(24)))).toEqual([
      '0 card U1',
      '30 reminder U1',
      '50 reminder U1',
      ...['60 breach U1', '60 breach UMGR', '90 breach CALERTS', '90 card U2'],
      ...[
        '120 reminder U2',
        '140 reminder U2',
        '150 breach U2',
        '150 breach UMGR',
        '180 breach CALERTS',
        '180 card U3',
      ],
      ...[
        '210 reminder U3',
        '230 reminder U3',
        '240 breach U3',
        '240 breach UMGR',
        '270 breach CALERTS',
        '270 breach UMGR',
        '270 stays',
      ],
    ]);
    expect(life.handoff).toMatchObject({
      ...{ turn: 3, holderId: 'U3', handOns: 2, dueAt: at(minutes(60)), nextAlertAt: null },
      ...{ breachHolderId: 'U1', breachNotedAt: at(minutes(60)) },
    });
  });

  it('stays where it is when nobody else is there, and a team of one is told once', () => {
    const roster = aRoster([aRep('U1')]);
    const life = aLife(handsOn, { roster, managers: ['U1'] });
    const channel = '90 breach CALERTS';
    expect(life.until(at(hours(24)))).toEqual([
      ...['0 card U1', '30 reminder U1', '50 reminder U1', '60 breach U1', channel, '90 stays'],
    ]);
    expect(life.handoff).toMatchObject({ turn: 1, holderId: 'U1' });
  });

  it('goes to the pool, or to the person, whom the policy names', () => {
    const toPool = { ...handsOn, chain: [{ kind: 'reassign' as const, to: 'pool' as const }] };
    const life = aLife(toPool, { roster: aRoster([aRep('U1')], { poolChannelId: 'CPOOL' }) });
    expect(life.until(at(hours(24)))).toEqual([
      ...[
        '0 card U1',
        '30 reminder U1',
        '50 reminder U1',
        '60 card CPOOL',
        '90 reminder CPOOL',
        '110 reminder CPOOL',
      ],
      '120 breach UMGR',
      '120 stays',
    ]);
    const others = new Map([['UBOSS', aColleague('UBOSS')]]);
    const toBoss = { ...handsOn, chain: [{ kind: 'reassign' as const, to: { userId: 'UBOSS' } }] };
    const named = aLife(toBoss, { named: (userId) => others.get(userId) });
    named.until(at(hours(24)));
    expect(named.handoff).toMatchObject({ holderId: 'UBOSS', routedTo: 'person', handOns: 1 });
  });

  it('waits for whoever is away, and names to the managers what stays for good', () => {
    const away = aRep('U2', { away: { until: at(hours(5)) } });
    const life = aLife(
      { ...handsOn, reminders: [], chain: [{ kind: 'reassign', to: 'rotation' }] },
      {
        roster: aRoster([aRep('U1'), away]),
      },
    );
    expect(life.until(at(hours(1)))).toEqual(['0 card U1']);
    expect(life.handoff.chainAt).toEqual(at(hours(5)));
    away.away = undefined;
    expect(life.until(at(hours(6)))).toEqual(['300 card U2', '360 breach UMGR', '360 stays']);
  });

  it('is told to no guest, and waits where Slack cannot say who is one', () => {
    const chain = [
      { kind: 'notify' as const, whom: { userId: 'UGUEST' } },
      { kind: 'notify' as const, whom: { groupId: 'S1' } },
    ];
    const told = aLife({ ...handsOn, reminders: [], chain }, { membersOfGroup: () => ['U7'] });
    expect(told.until(at(hours(1)))).toEqual(['0 card U1', '60 breach U7']);
    const unknown = aLife({ ...handsOn, reminders: [], chain }, { named: () => null });
    Object.assign(unknown.shift, { now: START });
    unknown.until(START);
    Object.assign(unknown.shift, { now: at(hours(1)), out: noConsequences() });
    const waiting = advanceHandoff(unknown.handoff, lead, unknown.shift);
    expect(waiting).toMatchObject({ chainStep: 0, nextAlertAt: at(hours(1) + 15_000) });
  });

  it('counts against its holder, who is paused after so many in a row unless nobody else is left', () => {
    const roster = aRoster([aRep('U1', { lapses: 2 }), aRep('U2', { lapses: 2 })]);
    const life = aLife({ ...handsOn, chain: [] }, { roster, pauseAfterLapses: 3 });
    expect(life.until(at(hours(1)))).toContain('60 paused U1');
    expect(roster.reps[0]).toMatchObject({ lapses: 3, isPaused: true });
    const second = aLife({ ...handsOn, chain: [] }, { roster, pauseAfterLapses: 3 });
    second.until(at(hours(1)));
    expect(second.handoff.holderId).toBe('U2');
    expect(roster.reps[1]).toMatchObject({ lapses: 3, isPaused: false });
  });
});

describe('after an interruption', () => {
  it('only what now holds is said, and the grace begins with the notice', () => {
    const life = aLife(handsOn);
    life.until(START);
    life.change({ nextAlertAt: at(hours(3)) });
    expect(life.until(at(hours(3)))).toEqual(['180 breach U1', '180 breach UMGR']);
    expect(life.handoff.chainAt).toEqual(at(hours(3) + minutes(30)));
  });

  it('a lead that reached us after its time gets its card, a turn of its own, and is nobody’s breach', () => {
    const life = aLife(handsOn);
    life.change({ nextAlertAt: at(hours(2)), routeAt: at(hours(2)) });
    expect(life.until(at(hours(2)))).toEqual(['120 card U1']);
    expect(life.handoff).toMatchObject({
      breachHolderId: null,
      turnDueAt: at(hours(3)),
      dueAt: at(hours(1)),
    });
    expect(life.until(at(hours(3)))).toContain('180 breach U1');
    expect(life.handoff.breachHolderId).toBeNull();
  });
});

describe('where nobody is eligible', () => {
  it('the managers hear of it once, and it is tried again when somebody is back', () => {
    const back = aRep('U1', { away: { until: at(hours(2)) } });
    const life = aLife({ ...handsOn, chain: [] }, { roster: aRoster([back]) });
    expect(life.until(at(minutes(1)))).toEqual(['0 nobody-eligible UMGR']);
    expect(life.handoff.routeAt).toEqual(at(hours(2)));
    back.away = undefined;
    expect(life.until(at(hours(2)))).toContain('120 card U1');
    expect(life.handoff).toMatchObject({ turn: 2, breachHolderId: null });
  });

  it('it waits while Slack cannot say who is to be told', () => {
    const life = aLife(handsOn, { roster: aRoster([]), managers: [], managersAreKnown: false });
    Object.assign(life.shift, { now: START });
    expect(advanceHandoff(life.handoff, lead, life.shift).routeAt).toEqual(at(15_000));
  });
});

it('a promise in the holder’s hours is counted in them from the first turn on', () => {
  const policy = aPolicy({ minutesToDecide: 60, inWorkingTime: true, inHoldersTime: true, reminders: [] });
  const shift = aShift({ policies: [policy], now: at(hours(9)) });
  const handoff = advanceHandoff(
    { ...anOpenHandoff(policy), clockFrom: at(hours(9)), dueAt: at(hours(24)) },
    lead,
    shift,
  );
  expect(handoff.dueAt).toEqual(at(hours(25)));
  expect(handoff.turnDueAt).toEqual(at(hours(25)));
});

it('pings of a promise in working time wait for the reader’s hours, and a reminder that would come too late is left out', () => {
  const policy = aPolicy({ minutesToDecide: 60, inWorkingTime: true });
  const shift = aShift({ policies: [policy], now: at(hours(12)) });
  const held = { ...anOpenHandoff(policy), turn: 1, holderId: 'U1', handedOverAt: START, routeAt: null };
  const late = advanceHandoff({ ...held, turnDueAt: at(hours(13)), dueAt: at(hours(13)) }, lead, shift);
  expect(late.remindedAt).toEqual(at(hours(12)));
  expect(shift.out.owed).toEqual([]);
  const night = aShift({ policies: [policy], now: at(hours(12)) });
  advanceHandoff({ ...held, turnDueAt: at(hours(11)), dueAt: at(hours(11)) }, lead, night);
  expect(night.out.owed.map(({ runAt }) => runAt)).toEqual([at(hours(24)), at(hours(24))]);
});

describe('the second clock', () => {
  const accepted: Partial<Handoff> = {
    ...{ state: 'accepted', turn: 1, holderId: 'U1', handedOverAt: START, routeAt: null },
    ...{ decidedAt: START, decisionRecordedAt: START, decidedBy: 'U1', contactDueAt: at(hours(4)) },
  };

  it('reminds whoever accepted, and tells the managers when its time is over', () => {
    const life = aLife(aPolicy());
    life.change({ ...accepted, nextAlertAt: at(hours(3)) });
    expect(life.until(at(hours(9)), { ownerEmail: null, stage: 'sql' })).toEqual([
      '180 contact-reminder U1',
      '240 contact-breach U1',
      '240 contact-breach UMGR',
    ]);
  });

  it('says nothing of a lead that has gone on', () => {
    const life = aLife(aPolicy());
    life.change({ ...accepted, nextAlertAt: at(hours(3)) });
    expect(life.until(at(hours(9)), { ownerEmail: null, stage: 'opportunity' })).toEqual([]);
  });
});

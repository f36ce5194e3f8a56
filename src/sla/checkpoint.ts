import type { Shift } from './shift.ts';

const COUNTERS = ['turns', 'turnsOwed', 'today', 'open', 'lapses', 'isPaused'] as const;

/** Remembers what a shift has brought about so far; the answer takes back what one handoff has added since. */
export function checkpoint({ out, roster }: Shift): (handoffId: string) => void {
  const { owed, begun, ended, stayed, lapsed, handedOver, reminded, breached } = out;
  const lengths = [owed, begun, ended, stayed, lapsed].map((list) => [list, list.length] as const);
  const reps = roster.reps.map((rep) => ({ ...rep }));
  const { floor } = roster;
  return (handoffId) => {
    for (const [list, length] of lengths) list.length = length;
    Object.assign(out, { handedOver, reminded, breached });
    out.stale.delete(handoffId);
    for (const [index, rep] of roster.reps.entries()) {
      const was = reps[index];
      if (was) for (const counter of COUNTERS) Object.assign(rep, { [counter]: was[counter] });
    }
    roster.floor = floor;
  };
}

/**
 * Who reads a message about a lead, and so what it offers: its holder decides, whoever had it before sees where it went,
 * a manager may give, excuse and correct, the pool may claim; a channel besides gets no names of reps.
 */
export interface Reader {
  role: 'holder' | 'former' | 'manager' | 'pool' | 'channel';
  namesReps: boolean;
  /** The turn that the message was owed for, where it says something of that turn. */
  turn?: number | undefined;
}

export const HOLDER: Reader = { role: 'holder', namesReps: true };

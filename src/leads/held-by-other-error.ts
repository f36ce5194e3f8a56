import { ConflictError } from '../errors.ts';
import { say } from '../words/say.ts';
import type { Handoff } from './handoff.ts';

/** Thrown to whoever comes second: carries the handoff as it stands, so that the answer can say who has it since when. */
export class HeldByOtherError extends ConflictError {
  readonly handoff: Handoff;

  constructor(handoff: Handoff) {
    super(say('Somebody else has this lead now.'));
    this.handoff = handoff;
  }
}

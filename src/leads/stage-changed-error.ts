import { ConflictError } from '../errors.ts';
import type { LeadProgress } from './lead-progress.ts';

/** Thrown to whoever comes second: carries how the lead stands, so that the answer can say what it is, by whom and when. */
export class StageChangedError extends ConflictError {
  readonly progress: LeadProgress;

  constructor(progress: LeadProgress) {
    super(`This lead is ${progress.stage} now.`);
    this.progress = progress;
  }
}

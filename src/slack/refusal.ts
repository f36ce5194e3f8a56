import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import { AlreadyDecidedError } from '../leads/decide-handoff.ts';
import { HeldByOtherError } from '../leads/held-by-other-error.ts';
import { StageChangedError } from '../leads/stage-changed-error.ts';
import { stageInWords } from './messages/stage-line.ts';
import { dateToken } from './messages/times.ts';

/** What somebody is told when what they wanted did not happen. The unexpected is logged under a reference. */
export function refusalSentence(error: unknown, logger: Logger): string {
  if (error instanceof AppError) logger.debug({ code: error.code }, 'refused');
  if (error instanceof AlreadyDecidedError) return alreadyDecided(error);
  if (error instanceof HeldByOtherError) return heldByOther(error);
  if (error instanceof StageChangedError) return stageChanged(error);
  if (error instanceof AppError) return disarmed(error.message);
  const reference = randomBytes(4).toString('hex');
  logger.error({ err: error, reference }, 'a listener failed');
  return `Something went wrong on our side, and nothing has changed. Try again; if it stays, tell an admin this reference: ${reference}.`;
}

/** Messages quote what was typed. Whatever is no person's id stays text. */
function disarmed(message: string): string {
  return message.replace(/<(?!@[UW][A-Z0-9]+>)/g, '&lt;');
}

function alreadyDecided({ handoff }: AlreadyDecidedError): string {
  if (handoff.state === 'void' || !handoff.decidedAt) {
    return 'This lead is no longer an MQL: that was taken back. Your click changed nothing.';
  }
  const who = handoff.decidedBy ? `<@${handoff.decidedBy}>` : 'the CRM';
  const state = handoff.state === 'recycled' ? 'rejected (back to marketing)' : handoff.state;
  return `This lead was already ${state} by ${who}, ${dateToken(handoff.decidedAt, 'UTC')}. Your click changed nothing.`;
}

function heldByOther({ handoff }: HeldByOtherError): string {
  const since = handoff.handedOverAt ? ` since ${dateToken(handoff.handedOverAt, 'UTC')}` : '';
  const claimed = handoff.routedTo === 'claim' ? 'claimed by' : 'with';
  return `This lead is ${claimed} <@${handoff.holderId}>${since}. Your click changed nothing.`;
}

function stageChanged({ progress }: StageChangedError): string {
  const who = progress.by ? `<@${progress.by}>` : 'the CRM';
  return `This lead is ${stageInWords(progress.stage)} now, by ${who}, ${dateToken(progress.since, 'UTC')}. Your click changed nothing.`;
}

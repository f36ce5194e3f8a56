import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import { AlreadyDecidedError } from '../leads/decide-handoff.ts';
import { HeldByOtherError } from '../leads/held-by-other-error.ts';
import { StageChangedError } from '../leads/stage-changed-error.ts';
import { say } from '../words/say.ts';
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
  return say(
    'Something went wrong on our side, and nothing has changed. Try again; if it stays, tell an admin this reference: {reference}.',
    { reference },
  );
}

/** Messages quote what was typed. Whatever is no person's id stays text. */
function disarmed(message: string): string {
  return message.replace(/<(?!@[UW][A-Z0-9]+>)/g, '&lt;');
}

function alreadyDecided({ handoff }: AlreadyDecidedError): string {
  if (handoff.state === 'void' || !handoff.decidedAt) {
    return say('This lead is no longer an MQL: that was taken back. Your click changed nothing.');
  }
  return say(
    'This lead was already {state, select, accepted {accepted} rejected {rejected} recycled {rejected (back to marketing)} other {withdrawn}} by {who}, {when}. Your click changed nothing.',
    { state: handoff.state, who: teller(handoff.decidedBy), when: dateToken(handoff.decidedAt, 'UTC') },
  );
}

function heldByOther({ handoff: { holderId, handedOverAt, routedTo } }: HeldByOtherError): string {
  const who = `<@${holderId}>`;
  const isClaimed = routedTo === 'claim';
  if (!handedOverAt) {
    return isClaimed
      ? say('This lead is claimed by {who}. Your click changed nothing.', { who })
      : say('This lead is with {who}. Your click changed nothing.', { who });
  }
  const when = dateToken(handedOverAt, 'UTC');
  return isClaimed
    ? say('This lead is claimed by {who} since {when}. Your click changed nothing.', { who, when })
    : say('This lead is with {who} since {when}. Your click changed nothing.', { who, when });
}

function stageChanged({ progress: { stage, by, since } }: StageChangedError): string {
  return say('This lead is {stage} now, by {who}, {when}. Your click changed nothing.', {
    stage: stageInWords(stage),
    who: teller(by),
    when: dateToken(since, 'UTC'),
  });
}

function teller(userId: string | null): string {
  return userId ? `<@${userId}>` : say('the CRM');
}

import type { Context } from '../context.ts';
import { getCards } from '../leads/lead-card.ts';
import { leadName, resultInWords } from './messages/lead-card-message.ts';
import { escapeMrkdwn } from './messages/text.ts';

const ERASED = 'This lead is no longer known here. It may have been erased.';

/** "Done: Ada Park, Acme is with @Ben now." */
export async function whoHasItNow(ctx: Context, handoffId: string): Promise<string> {
  const [card] = await getCards(ctx, [handoffId]);
  if (!card) return ERASED;
  const lead = `Done: ${leadName(card)}`;
  if (card.holderId) return `${lead} is with <@${card.holderId}> now.`;
  return card.routedTo === 'pool' ? `${lead} is in the pool now.` : `${lead} is with nobody now.`;
}

/** "Done: Ada Park, Acme is accepted now." */
export async function howItStands(ctx: Context, handoffId: string): Promise<string> {
  const [card] = await getCards(ctx, [handoffId]);
  if (!card) return ERASED;
  const result = card.state === 'open' ? 'open again' : escapeMrkdwn(resultInWords(card));
  return `Done: ${leadName(card)} is ${result} now.`;
}

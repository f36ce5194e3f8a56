import type { Context } from '../context.ts';
import { getCards } from '../leads/lead-card.ts';
import { say } from '../words/say.ts';
import { leadName, resultInWords } from './messages/lead-card-message.ts';
import { escapeMrkdwn } from './messages/text.ts';

/** "Done: Ada Park, Acme is with @Ben now." */
export async function whoHasItNow(ctx: Context, handoffId: string): Promise<string> {
  const [card] = await getCards(ctx, [handoffId]);
  if (!card) return noLongerKnown();
  const lead = leadName(card);
  if (card.holderId) return say('Done: {lead} is with {who} now.', { lead, who: `<@${card.holderId}>` });
  return card.routedTo === 'pool'
    ? say('Done: {lead} is in the pool now.', { lead })
    : say('Done: {lead} is with nobody now.', { lead });
}

/** "Done: Ada Park, Acme is accepted now." */
export async function howItStands(ctx: Context, handoffId: string): Promise<string> {
  const [card] = await getCards(ctx, [handoffId]);
  if (!card) return noLongerKnown();
  const lead = leadName(card);
  return card.state === 'open'
    ? say('Done: {lead} is open again now.', { lead })
    : say('Done: {lead} is {result} now.', { lead, result: escapeMrkdwn(resultInWords(card)) });
}

function noLongerKnown(): string {
  return say('This lead is no longer known here. It may have been erased.');
}

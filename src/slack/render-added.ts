import { z } from 'zod';
import type { Context } from '../context.ts';
import { NotAllowedError, NotFoundError } from '../errors.ts';
import { type LeadStory, leadStory } from '../leads/lead-story.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { findMember } from '../team/members.ts';
import { addedMessage } from './messages/added-message.ts';
import { erasedMessage } from './messages/erased-message.ts';
import type { Wording } from './messages/message.ts';
import type { Rendering } from './render-delivery.ts';
import { readerOfStory } from './story-of.ts';

const payloadSchema = z.object({
  leadId: z.string(),
  isManager: z.boolean().default(false),
  isAdmin: z.boolean().default(false),
});

/** To whoever added a lead, and nobody else. */
export async function renderAdded(
  ctx: Context,
  { recipientId: userId, payload }: ClaimedDelivery,
  wording: Wording,
): Promise<Rendering> {
  if (payload.erased) return { kind: 'message', message: erasedMessage(payload.erased) };
  if (payload.insteadOf) return { kind: 'obsolete', reason: 'only for that person' };
  const { leadId, isManager, isAdmin } = payloadSchema.parse(payload);
  const isRep = (await findMember(ctx, userId))?.isRep === true;
  const reader: Context = {
    ...ctx,
    actor: { kind: 'person', userId, mayAct: true, isRep, isManager, isAdmin },
  };
  const story = await orGone(leadStory(reader, leadId));
  return story
    ? { kind: 'message', message: addedMessage(story, wording, readerOfStory(reader)) }
    : { kind: 'obsolete', reason: 'the lead is no longer known' };
}

/** It went on under another id, so that nobody has added this one. */
async function orGone(story: Promise<LeadStory>): Promise<LeadStory | undefined> {
  try {
    return await story;
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof NotAllowedError) return undefined;
    throw error;
  }
}

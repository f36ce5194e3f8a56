import { z } from 'zod';
import type { Context } from '../context.ts';
import { FIRST_STEPS, stepsDone } from '../leads/first-run.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { listReps } from '../team/list-reps.ts';
import { findMember } from '../team/members.ts';
import { getSettings, type Settings } from '../team/save-settings.ts';
import type { Workspace } from '../team/workspace.ts';
import { say } from '../words/say.ts';
import { firstRunMessage } from './messages/first-run-message.ts';
import type { Wording } from './messages/message.ts';
import { newRepMessage } from './messages/new-rep-message.ts';
import { sampleCardMessage } from './messages/sample-card-message.ts';
import type { Rendering } from './render-delivery.ts';

const firstRunSchema = z.object({ takesFacts: z.boolean(), done: z.array(z.enum(FIRST_STEPS)) });
const newRepSchema = z.object({ addedBy: z.string(), groupId: z.string().optional() });

/** What the first admin is to do, as it stands now. */
export async function renderFirstRun(ctx: Context, { payload }: ClaimedDelivery): Promise<Rendering> {
  const { takesFacts } = firstRunSchema.parse(payload);
  const done = await stepsDone(ctx);
  const reps = (await listReps(ctx)).length;
  const promise = promiseInWords(await getSettings(ctx));
  return { kind: 'message', message: firstRunMessage({ done, reps, promise, takesFacts }) };
}

/** It is for that person alone, whatever becomes of it. */
export async function renderNewRep(ctx: Context, delivery: ClaimedDelivery): Promise<Rendering> {
  const { recipientId: userId, payload, messageTs } = delivery;
  if (payload.insteadOf) return { kind: 'obsolete', reason: 'only for that person' };
  const isRep = (await findMember(ctx, userId))?.isRep === true;
  if (!isRep && !messageTs) return { kind: 'obsolete', reason: 'no rep any more before it was sent' };
  const { addedBy, groupId } = newRepSchema.parse(payload);
  return {
    kind: 'message',
    message: newRepMessage({ userId, addedBy, isThroughGroup: groupId !== undefined, isRep }),
  };
}

export function renderSampleCard(
  { recipientId, payload }: ClaimedDelivery,
  { workspace, wording }: { workspace: Workspace; wording: Wording },
): Rendering {
  if (payload.insteadOf) return { kind: 'obsolete', reason: 'only for that person' };
  const about = { userId: recipientId, nextStep: workspace.nextStep };
  return { kind: 'message', message: sampleCardMessage('open', about, wording) };
}

function promiseInWords({ slaHours, inWorkingTime, workingHours, timeZone }: Settings): string {
  return inWorkingTime
    ? say('{hours, plural, one {# hour} other {# hours}} of working time ({workingHours}, {zone})', {
        ...{ hours: slaHours, workingHours, zone: timeZone },
      })
    : say('{hours, plural, one {# hour} other {# hours}} around the clock', { hours: slaHours });
}

import type { Context } from '../context.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { composeDigest, type DigestInput } from '../reports/compose-digest.ts';
import { publishDigest } from '../reports/publish-digest.ts';
import type { ScheduleTime } from '../reports/schedule.ts';
import { composeScheduledReport, isReportName, whyNotPostable } from '../reports/scheduled-reports.ts';
import { digestMessage } from './messages/digest-message.ts';
import { reportMessage } from './messages/report-message.ts';
import { isScheduleDays, scheduledFooter, stoppedReportMessage } from './messages/scheduled-message.ts';
import type { Rendering } from './render-delivery.ts';

export async function renderDigest(ctx: Context, { payload }: ClaimedDelivery): Promise<Rendering> {
  const input = inputOf(payload);
  const { scheduleId } = payload;
  const digest =
    typeof scheduleId === 'string'
      ? await publishDigest(ctx, { ...input, scheduleId })
      : await composeDigest(ctx, input);
  // Put anew since a lead was erased that it may have named: whoever waited then cannot be told any more.
  const named = payload.erased ? { ...digest, longestWaiting: [] } : digest;
  return { kind: 'message', message: digestMessage(named) };
}

/** A report that can no longer be run has been stopped by then; whoever set it up is told apart. */
export async function renderReport(ctx: Context, { payload }: ClaimedDelivery): Promise<Rendering> {
  const name = String(payload.name);
  if (!isReportName(name)) return { kind: 'obsolete', reason: `there is no report ${name}` };
  const asked = { name, text: String(payload.text) };
  const scheduleId = String(payload.scheduleId);
  const answer = await composeScheduledReport(ctx, { ...asked, ...inputOf(payload), scheduleId });
  if (!answer) return { kind: 'obsolete', reason: 'the report can no longer be run' };
  const { text, blocks } = reportMessage(answer);
  return { kind: 'message', message: { text, blocks: [...blocks, scheduledFooter(asked, timeOf(payload))] } };
}

/** The reason is asked for anew, so that it is said in the language of whoever is told. */
export async function renderStoppedReport(ctx: Context, { payload }: ClaimedDelivery): Promise<Rendering> {
  const name = String(payload.name);
  const text = String(payload.text);
  const why = isReportName(name) ? await whyNotPostable(ctx, { name, text }) : undefined;
  const because = why ?? String(payload.because);
  const about = { channelId: String(payload.channelId), because, time: timeOf(payload) };
  return { kind: 'message', message: stoppedReportMessage({ name, text }, about) };
}

/** Undefined for what was owed by a version that did not write it down. */
function timeOf({ days, timeOfDay, timeZone }: Record<string, unknown>): ScheduleTime | undefined {
  return isScheduleDays(days) && typeof timeOfDay === 'string'
    ? { days, timeOfDay, timeZone: String(timeZone) }
    : undefined;
}

function inputOf(payload: Record<string, unknown>): DigestInput {
  return {
    at: new Date(String(payload.at)),
    timeZone: String(payload.timeZone),
    withCost: payload.withCost === true,
  };
}

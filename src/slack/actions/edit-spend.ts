import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import { addDays } from '../../lib/local-date.ts';
import { type Period, parsePeriod } from '../../reports/period.ts';
import { addSpend } from '../../spend/add-spend.ts';
import { changeSpend } from '../../spend/change-spend.ts';
import { findSpend } from '../../spend/find-spend.ts';
import { readAmount } from '../../spend/read-amount.ts';
import { type SpendEntry, spendFault, spendVersion } from '../../spend/spend-entry.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { DEFAULT_CURRENCY } from '../../team/workspace-defaults.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { onButton, replaceAt } from '../listen.ts';
import { recordedSentence } from '../messages/spend-sentences.ts';
import { onForm } from '../on-form.ts';
import { quotingSafely } from '../quoting-safely.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { spendList } from '../spend-list.ts';
import { readSpend, SPEND_FIELD, spendView, type TypedSpend } from '../views/spend-view.ts';

/** Which entry a form is about and how it was when the form opened, if it is no new one, and the list it came from. */
const aboutSchema = z.object({
  entry: z.object({ spendKey: z.string(), version: z.string(), recordedAt: z.iso.datetime() }).optional(),
  answerUrl: z.url().optional(),
});

type Faults = Record<string, string>;

export function listenToEditSpend(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.addSpend, async ({ ctx, triggerId, answerUrl }) => {
    requireManager(ctx, 'see or record spend');
    const view = spendView(await currencyOf(ctx), JSON.stringify({ answerUrl }));
    await deps.client.views.open({ trigger_id: triggerId, view });
  });

  onButton(app, deps, ACTION.editSpend, async ({ ctx, value, triggerId, answerUrl }) => {
    requireManager(ctx, 'change spend');
    const entry = await quotingSafely(() => findSpend(ctx, value));
    const { recordedAt } = entry;
    const about = { entry: { spendKey: value, version: spendVersion(entry), recordedAt }, answerUrl };
    const view = spendView(await currencyOf(ctx), JSON.stringify(about), entry);
    await deps.client.views.open({ trigger_id: triggerId, view });
  });

  onForm(app, deps, { callbackId: VIEW.spend, failed: () => say('Not saved') }, ({ values, metadata }) => {
    const { entry: seen, answerUrl } = aboutSchema.parse(JSON.parse(metadata));
    const typed = readSpend(values);
    return {
      async work(ctx) {
        requireManager(ctx, 'record spend');
        const read = await entryOf(ctx, typed);
        if ('errors' in read) return read;
        const { entry } = read;
        if (!seen) {
          const { currency, overspent } = await addSpend(ctx, entry);
          deps.wake();
          return {
            notice: { title: say('Recorded'), sentence: recordedSentence(entry, { currency, overspent }) },
            after: async () => replaceAt(answerUrl, deps, await spendList(ctx)),
          };
        }
        const { overspent } = await quotingSafely(() => changeSpend(ctx, seen, entry));
        deps.wake();
        const about = { currency: await currencyOf(ctx), overspent, isChange: true };
        const around = { ...seen, toOn: entry.toOn };
        return {
          notice: { title: say('Saved'), sentence: recordedSentence(entry, about) },
          after: async () => replaceAt(answerUrl, deps, await spendList(ctx, { around })),
        };
      },
    };
  });
}

type Entry = Omit<SpendEntry, 'spendKey'>;

/** What was typed, read; or what is wrong with it, at its field. */
async function entryOf(ctx: Context, typed: TypedSpend): Promise<{ entry: Entry } | { errors: Faults }> {
  const errors: Faults = {};
  const amount = orFault(errors, SPEND_FIELD.amount, () => readAmount(typed.amount));
  const days = await daysOf(ctx, typed, errors);
  if (amount === undefined || !days) return { errors };
  const { channel, campaign } = typed;
  const entry = { ...days, amount, channel: channel || undefined, campaign: campaign || undefined };
  const fault = spendFault({ ...entry, spendKey: '' });
  return fault ? { errors: { [typed.period ? SPEND_FIELD.period : SPEND_FIELD.toOn]: fault } } : { entry };
}

async function daysOf(
  ctx: Context,
  { fromOn, toOn, period: named }: TypedSpend,
  errors: Faults,
): Promise<Pick<Entry, 'fromOn' | 'toOn'> | undefined> {
  if (named) {
    const { timeZone, fiscalYearStart } = await getWorkspace(ctx);
    const read = (): Period => parsePeriod(named, { now: ctx.now(), timeZone, fiscalYearStart });
    const period = orFault(errors, SPEND_FIELD.period, read);
    return period && { fromOn: period.fromOn, toOn: addDays(period.toOn, -1) };
  }
  if (fromOn) return { fromOn, toOn: toOn ?? fromOn };
  errors[SPEND_FIELD.fromOn] = say('Choose the first day, or write a period below.');
  return undefined;
}

function orFault<Read>(errors: Faults, field: string, read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    errors[field] = error.message;
    return undefined;
  }
}

async function currencyOf(ctx: Context): Promise<string> {
  return (await getWorkspace(ctx)).currency ?? DEFAULT_CURRENCY;
}

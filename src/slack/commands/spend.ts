import type { Context } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import { addDays } from '../../lib/local-date.ts';
import { type PeriodOptions, parsePeriod } from '../../reports/period.ts';
import { money } from '../../reports/sentences/words.ts';
import { addSpend } from '../../spend/add-spend.ts';
import { listSpend } from '../../spend/list-spend.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { DEFAULT_CURRENCY } from '../../team/workspace-defaults.ts';
import { spendMessage } from '../messages/spend-message.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';
import type { Command, Invocation } from './command.ts';

const MOST_SHOWN = 10;
const USAGE =
  '`/funnel spend add 1500 2026-01 webinar`: an amount, a period, and the channel if there is one';

export const spendCommand: Command = {
  name: 'spend',
  usage: 'spend add AMOUNT PERIOD [channel]',
  summary: 'record what marketing spent',
  audience: 'managers',
  async run(invocation) {
    requireManager(invocation.ctx, 'see or record spend');
    const [, rest] = /^add\s+(.+)$/is.exec(invocation.text) ?? [];
    if (rest === undefined && invocation.text !== '') {
      throw new InvalidInputError(
        `I do not understand “${escapeMrkdwn(oneLine(invocation.text, 40))}”. Use ${USAGE}. A mistake is taken back by recording the same amount with a minus.`,
      );
    }
    if (rest === undefined)
      return spendMessage(
        await listSpend(invocation.ctx, MOST_SHOWN),
        await currencyOf(invocation.ctx),
        USAGE,
      );
    return recordTyped(rest, invocation);
  },
};

async function currencyOf(ctx: Context): Promise<string> {
  return (await getWorkspace(ctx)).currency ?? DEFAULT_CURRENCY;
}

async function recordTyped(text: string, { ctx }: Invocation): Promise<string> {
  const [amountText = '', ...words] = text.split(/\s+/);
  const amount = amountText.replace(/^[^\d-]+/, '').replace(/,(?=\d{3}(\D|$))/g, '');
  if (!/^-?\d+(\.\d+)?$/.test(amount)) {
    throw new InvalidInputError(
      `“${escapeMrkdwn(oneLine(amountText, 40))}” is not an amount. Write it like 1500 or 1500.50: ${USAGE}.`,
    );
  }
  const { timeZone, fiscalYearStart } = await getWorkspace(ctx);
  const { period, channel } = periodThenChannel(words, { now: ctx.now(), timeZone, fiscalYearStart });
  const { fromOn } = period;
  const toOn = addDays(period.toOn, -1);
  const { currency } = await addSpend(ctx, { fromOn, toOn, amount, ...(channel ? { channel } : {}) });
  const where = channel ? ` for ${escapeMrkdwn(channel)}` : ' without a channel';
  return `Recorded ${money(amount, currency)}${where}, ${period.label} (${fromOn} to ${toOn}), spread evenly by day.`;
}

/** The longest run of words that is a period; what follows is the channel. */
function periodThenChannel(words: readonly string[], options: PeriodOptions) {
  for (let length = Math.min(words.length, 4); length > 0; length -= 1) {
    try {
      const period = parsePeriod(words.slice(0, length).join(' '), options);
      return { period, channel: words.slice(length).join(' ') || undefined };
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
    }
  }
  throw new InvalidInputError(`Say for which period the money was spent: ${USAGE}.`);
}

import type { Context } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import { addDays } from '../../lib/local-date.ts';
import { monthsOf } from '../../reports/months-of.ts';
import { type Period, parsePeriod } from '../../reports/period.ts';
import { addSpend } from '../../spend/add-spend.ts';
import { readAmount } from '../../spend/read-amount.ts';
import { setBudget } from '../../spend/set-budget.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { DEFAULT_CURRENCY } from '../../team/workspace-defaults.ts';
import { say } from '../../words/say.ts';
import { budgetSetSentence, recordedSentence } from '../messages/spend-sentences.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';
import { spendList } from '../spend-list.ts';
import type { Command, Invocation } from './command.ts';

function addUsage(): string {
  return say(
    '`/funnel spend add 1500 2026-01 webinar`: an amount, a period, and the channel if there is one',
  );
}

function budgetUsage(): string {
  return say(
    '`/funnel spend budget 5000 2026-01`: an amount a month (or `none`), the months, and the channel if it is for one',
  );
}

export const spendCommand: Command = {
  name: 'spend',
  usage: 'spend [add AMOUNT PERIOD [channel] | budget AMOUNT MONTH [channel]]',
  summary: () => say('what marketing spent and may spend: see, add, correct'),
  audience: 'managers',
  async run({ ctx, text }: Pick<Invocation, 'ctx' | 'text'>) {
    requireManager(ctx, 'see or record spend');
    if (text === '') return spendList(ctx);
    const [, verb = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(asTyped(text)) ?? [];
    if (verb.toLowerCase() === 'add' && rest) return addTyped(rest, ctx);
    if (verb.toLowerCase() === 'budget' && rest) return setTyped(rest, ctx);
    throw new InvalidInputError(
      [
        say('I do not understand “{words}”.', { words: escapeMrkdwn(oneLine(asTyped(text), 40)) }),
        say('Use {usage}.', { usage: addUsage() }),
        say('Or {usage}.', { usage: budgetUsage() }),
        say('`/funnel spend` lists the entries, each with Edit and Delete.'),
      ].join(' '),
    );
  },
};

async function addTyped(text: string, ctx: Context): Promise<string> {
  const [amountText = '', ...words] = text.split(/\s+/);
  const amount = amountOf(amountText, addUsage);
  const { period, channel } = await periodThenChannel(words, ctx, addUsage);
  const entry = { fromOn: period.fromOn, toOn: addDays(period.toOn, -1), amount, channel };
  const { currency, overspent } = await addSpend(ctx, entry);
  return recordedSentence(entry, { currency, overspent, label: period.label });
}

async function setTyped(text: string, ctx: Context): Promise<string> {
  const [amountText = '', ...words] = text.split(/\s+/);
  const amount = /^(none|off)$/i.test(amountText) ? null : amountOf(amountText, budgetUsage);
  const { period, channel } = await periodThenChannel(words, ctx, budgetUsage);
  const states = await setBudget(ctx, { months: monthsOf(period), channel, amount });
  const { currency } = await getWorkspace(ctx);
  return budgetSetSentence(states, {
    ...{ currency: currency ?? DEFAULT_CURRENCY, channel, label: period.label },
  });
}

function amountOf(typed: string, usage: () => string): string {
  try {
    return readAmount(escapeMrkdwn(typed));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const hint = say('Use {usage}.', { usage: usage() });
    throw new InvalidInputError(`${error.message} ${hint}`, { cause: error });
  }
}

/** The longest run of words that is a period; what follows is the channel. */
async function periodThenChannel(
  words: readonly string[],
  ctx: Context,
  usage: () => string,
): Promise<{ period: Period; channel: string | undefined }> {
  const { timeZone, fiscalYearStart } = await getWorkspace(ctx);
  for (let length = Math.min(words.length, 4); length > 0; length -= 1) {
    try {
      const named = words.slice(0, length).join(' ');
      const period = parsePeriod(named, { now: ctx.now(), timeZone, fiscalYearStart });
      return { period, channel: words.slice(length).join(' ') || undefined };
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
    }
  }
  throw new InvalidInputError(say('Say for which period it is: {usage}.', { usage: usage() }));
}

/** Slack escapes three characters in what follows a command. */
function asTyped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

import type { App } from '@slack/bolt';
import { z } from 'zod';
import { deleteSpend } from '../../spend/delete-spend.ts';
import { cursorOf, type SpendCursor } from '../../spend/list-spend.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { DEFAULT_CURRENCY } from '../../team/workspace-defaults.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import { entryLine } from '../messages/spend-message.ts';
import { quotingSafely } from '../quoting-safely.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { spendList } from '../spend-list.ts';

export const cursorSchema = z.object({
  recordedAt: z.iso.datetime(),
  toOn: z.iso.date(),
  spendKey: z.string(),
}) satisfies z.ZodType<SpendCursor>;

/** Turns the pages of the list of spend and takes entries back in it. */
export function listenToSpendList(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.olderSpend, async ({ ctx, value, replace }) => {
    await replace(await spendList(ctx, { olderThan: cursorSchema.parse(JSON.parse(value)) }));
  });

  onButton(app, deps, ACTION.newerSpend, async ({ ctx, value, replace }) => {
    await replace(await spendList(ctx, { newerThan: cursorSchema.parse(JSON.parse(value)) }));
  });

  onButton(app, deps, ACTION.deleteSpend, async ({ ctx, value, replace }) => {
    const [, version = '', spendKey = ''] = /^(\S+) (.*)$/s.exec(value) ?? [];
    const entry = await quotingSafely(() => deleteSpend(ctx, { version, spendKey }));
    const { currency } = await getWorkspace(ctx);
    const news = say('🗑️ Deleted: {entry}.', { entry: entryLine(entry, currency ?? DEFAULT_CURRENCY) });
    await replace(await spendList(ctx, { around: cursorOf(entry) }, news));
  });
}

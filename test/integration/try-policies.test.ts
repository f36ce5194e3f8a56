import { describe, expect, it } from 'vitest';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { aLeadStory } from '../support/lead-stories.ts';
import { aBot, type Bot, embeddedDatabaseOfSuite, wordsOfView } from '../support/run-app.ts';

const database = embeddedDatabaseOfSuite();

/** What the modal on top says in the end. */
async function triesOnLastQuarter(bot: Bot): Promise<string> {
  const admin = bot.slack.user('UADMIN');
  await admin.command('/funnel', 'policies');
  const list = await bot.until(() => admin.modal());
  await admin.click(list, 'Try on last quarter');
  return bot.until(() => {
    const words = wordsOfView(admin.modal());
    return admin.modal()?.id !== list.id && !words.includes('…') ? words : undefined;
  });
}

describe('Try on last quarter', () => {
  it('says what the policies on show would have done', async () => {
    const bot = await aBot({ database: database() });
    await recordStageChanges(bot.ctx, [
      ...aLeadStory('A').mql('2025-10-06T09:00Z').sql('2025-10-06T10:00Z').facts,
      ...aLeadStory('B').mql('2025-10-06T09:00Z').sql('2025-10-08T10:00Z').facts,
    ]);
    const words = await triesOnLastQuarter(bot);
    expect(words).toContain('Q4 2025, 2 MQLs');
    expect(words).toContain('Deadlines missed: 1 (1 decided late, 0 never)');
  });

  it('says that there is no data where nothing was handed over', async () => {
    const bot = await aBot({ database: database() });
    expect(await triesOnLastQuarter(bot)).toContain('no MQLs were handed over');
  });
});

import { expect, it, onTestFinished } from 'vitest';
import { forServerDatabase } from '../support/databases.ts';
import { listFacts } from '../support/ledger-state.ts';
import { createPretendSlack } from '../support/pretend-slack.ts';
import { aBot, anMql, wordsOf } from '../support/run-app.ts';
import { listHandoffs } from '../support/workspaces.ts';

const REPS = Array.from({ length: 20 }, (_, n) => `UREP${n}`);
const LEADS_EACH = 5;
const TIMES = REPS.length * LEADS_EACH;

await forServerDatabase('two people who accept one card at once', (database) => {
  it('a hundred times: one decides, the other is told who did', async () => {
    const users = REPS.map((id) => ({ id, name: id, email: `${id}@corp.test` }));
    const slack = await createPretendSlack({
      users: [...users, { id: 'UADMIN', name: 'Ann', isAdmin: true }],
    });
    onTestFinished(() => slack.close());
    const bot = await aBot({ database: database(), slack });
    await bot.post(
      Array.from({ length: TIMES }, (_, n) =>
        anMql(bot, `L-${n}`, { name: `Lead ${n}`, ownerEmail: users[n % users.length]?.email }),
      ),
    );
    for (const rep of REPS) {
      const cards = await bot.until(async () => {
        const messages = await slack.messages(rep);
        return messages.length === LEADS_EACH ? messages : undefined;
      });
      await Promise.all(
        cards.flatMap((card) => ['UADMIN', rep].map((id) => slack.user(id).click(card, 'Accept'))),
      );
      const channel = slack.user(rep).dm;
      const told = await bot.until(() => {
        const answers = slack.ephemerals.filter((one) => one.channelId === channel);
        return answers.length >= LEADS_EACH ? answers : undefined;
      });
      const held = (await listHandoffs(bot.ctx)).filter((handoff) => handoff.holderId === rep);
      const winners = held.map((handoff) => handoff.decidedBy);
      const losers = winners.map((winner) => (winner === rep ? 'UADMIN' : rep));
      expect(told.map((answer) => answer.userId).toSorted()).toEqual(losers.toSorted());
      for (const answer of told) {
        const winner = answer.userId === rep ? 'UADMIN' : rep;
        expect(wordsOf(answer)).toContain(`already accepted by <@${winner}>`);
      }
      await bot.until(async () =>
        (await slack.messages(rep)).every((card) => wordsOf(card).includes('✅ Accepted')),
      );
    }
    expect(slack.ephemerals).toHaveLength(TIMES);
    const decisions = (await listFacts(bot.ctx)).filter((fact) => fact.stage === 'sql');
    expect(decisions).toHaveLength(TIMES);
    expect(new Set(decisions.map((fact) => fact.leadId)).size).toBe(TIMES);
  });
});

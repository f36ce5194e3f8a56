import { describe, expect, it } from 'vitest';
import { CRM_ADAPTERS } from '../../../../src/intake/crm/adapters.ts';
import { createRandom } from '../../../simulate/random.ts';
import { asReceived } from '../../../support/crm/crm-sender.ts';
import { CRM_SENDERS } from '../../../support/crm/crm-senders.ts';
import { playHistory, randomHistory } from '../../../support/crm/play-history.ts';
import { START } from '../../../support/facts.ts';

const SECRET = 'test-secret-not-real';
const SEEDS = ['a', 'b', 'c', 'd'];
const VALUES = ['lead', 'mql', "O'Hara & <co>", 'won'];

describe.each(Object.values(CRM_SENDERS))('a history that $system sends', (sender) => {
  const { adapter } = CRM_ADAPTERS[sender.system];
  const target = { url: `https://bot.example.test/in/${sender.system}/c1`, secret: SECRET };

  it.each(SEEDS)(
    'comes out as it was, each change once, whatever was refused, repeated or late (%s)',
    async (seed) => {
      const history = randomHistory(seed, VALUES, START);
      const trouble = createRandom(`${seed}/trouble`);
      const read = new Map<string, string>();
      const played = await playHistory(sender, history, {
        target,
        seed,
        async send(sent, at) {
          const request = asReceived(sent, sender.system === 'salesforce' ? SECRET : undefined);
          if (trouble.chance(0.1)) return { status: 503, body: '' };
          expect(adapter.verify(request, ['another', SECRET], {}, at)).toEqual({ isGenuine: true });
          const reading = adapter.read(request, { connectionId: 'c1', options: {}, fields: {} });
          expect(reading.faults).toEqual([]);
          for (const event of reading.events) {
            expect(event.kind).toBe('reported');
            if (event.kind !== 'reported') continue;
            read.set(event.eventId, `${event.leadId} ${event.value} ${event.occurredAt.toISOString()}`);
          }
          // The answer is lost on its way: what was read is sent again.
          if (trouble.chance(0.1)) return { status: 504, body: '' };
          return adapter.acknowledge?.(reading) ?? { status: 200, body: '{}' };
        },
      });

      const said = history.map(
        ({ leadId, value, occurredAt }) => `${leadId} ${value} ${occurredAt.toISOString()}`,
      );
      const arrived = played.taken.map(
        ({ leadId, value, occurredAt }) => `${leadId} ${value} ${occurredAt.toISOString()}`,
      );
      expect([...read.values()]).toHaveLength(new Set(read.values()).size);
      expect(said).toEqual(expect.arrayContaining([...read.values()]));
      expect([...read.values()]).toEqual(expect.arrayContaining(arrived));
      if (!sender.readsWhenSent) expect(played.taken.length + played.lost.length).toBe(history.length);
    },
  );
});

import { randomUUID } from 'node:crypto';

const TRIGGER_LIFE_MS = 3_000;
const RESPONSE_URL_LIFE_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

type Trigger = { userId: string; channelId: string };

/** Where an answer goes; `sourceTs` is the message that a `replace_original` replaces. */
export type Reply = { userId: string; channelId: string; sourceTs?: string };

export type TicketStore = {
  issueTrigger(trigger: Trigger): string;
  redeemTrigger(
    id: string,
  ): Trigger | { error: 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' };
  issueReply(reply: Reply): string;
  /** Counts as a use; undefined when the ticket is unknown, used up or too old. */
  redeemReply(id: string): Reply | undefined;
};

/** Trigger ids (3 s, one use) and response URLs (30 min, five uses). */
export function createTicketStore(now: () => Date): TicketStore {
  const triggers = new Map<string, { trigger: Trigger; expiresAt: number; used: boolean }>();
  const replies = new Map<string, { reply: Reply; expiresAt: number; uses: number }>();

  return {
    issueTrigger(trigger) {
      for (const [id, { expiresAt }] of triggers)
        if (expiresAt + 60_000 < now().getTime()) triggers.delete(id);
      const id = `1.${randomUUID()}`;
      triggers.set(id, { trigger, expiresAt: now().getTime() + TRIGGER_LIFE_MS, used: false });
      return id;
    },
    redeemTrigger(id) {
      const ticket = triggers.get(id);
      if (!ticket) return { error: 'invalid_trigger_id' };
      if (ticket.used) return { error: 'exchanged_trigger_id' };
      if (ticket.expiresAt < now().getTime()) return { error: 'expired_trigger_id' };
      ticket.used = true;
      return ticket.trigger;
    },
    issueReply(reply) {
      for (const [id, { expiresAt }] of replies) if (expiresAt < now().getTime()) replies.delete(id);
      const id = randomUUID();
      replies.set(id, { reply, expiresAt: now().getTime() + RESPONSE_URL_LIFE_MS, uses: 0 });
      return id;
    },
    redeemReply(id) {
      const ticket = replies.get(id);
      if (!ticket || ticket.expiresAt < now().getTime() || ticket.uses >= RESPONSE_URL_USES) return undefined;
      ticket.uses += 1;
      return ticket.reply;
    },
  };
}

import type { Logger } from 'pino';
import type { ConnectionsAbout } from '../connections/system-settings.ts';
import type { Vault } from '../connections/vault.ts';
import type { Actor, Context } from '../context.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import type { Directory } from '../team/directory.ts';
import type { Charts } from './charts.ts';
import type { HomeTabs } from './home/home-tabs.ts';
import type { Known } from './render-delivery.ts';
import type { SlackClient } from './web-client.ts';

/** How leads can come in by HTTP. */
export interface IntakeAbout {
  /** Whether a CRM can send stage changes. */
  takesFacts: boolean;
  port: number;
}

/** What every listener needs. */
export interface SlackDeps {
  workspaceId: string;
  contextFor(actor: Actor): Context;
  directory: Directory;
  client: SlackClient;
  charts: Charts;
  homes: HomeTabs;
  intake: IntakeAbout;
  connections: ConnectionsAbout & { vault: Vault };
  logger: Logger;
  /** How long a process keeps a message to itself that it is about to update. */
  leaseMs: number;
  /** Updates a message that this process has claimed, by what is at hand. */
  bring(delivery: ClaimedDelivery, known: Known): void;
  /** Says that something may be due now. */
  wake(): void;
  /** The same of what can wait until whoever clicked has seen their answer. */
  wakeSoon(): void;
}

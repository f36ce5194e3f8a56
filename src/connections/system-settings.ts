import type { CrmSystem } from '../vocabulary.ts';
import type { Connection } from './connection.ts';

/** What can be set of one system's connections, as whoever knows how it speaks says. */
export interface SystemSettings {
  /** Where a field of the lead is found unless a connection says otherwise. */
  fields: Readonly<Record<string, string>>;
  /** The names of what only this system needs, and what holds without being set. */
  options: readonly { name: string; fallback: string }[];
  /** Reads what was typed; blank leaves the fallback. */
  readOptions(
    typed: Readonly<Record<string, string>>,
  ): { options: Record<string, unknown> } | { faults: Record<string, string> };
  /** The secret is the CRM's own and must be given, as one that signs with a key of its app. */
  givesSecret: boolean;
}

/** How connections are shown and reached. */
export interface ConnectionsAbout {
  /** Where the world reaches this server; undefined: nobody has said. */
  publicUrl: string | undefined;
  port: number;
  systems: Readonly<Record<CrmSystem, SystemSettings>>;
  /** Tries what a CRM is written to with: undefined where it works, else what the CRM says. */
  tryAccess(connection: Connection): Promise<string | undefined>;
}

/** The address that a sender is given. */
export function connectionAddress(
  { publicUrl, port }: Pick<ConnectionsAbout, 'publicUrl' | 'port'>,
  { system, connectionId }: { system: CrmSystem; connectionId: string },
): string {
  return `${publicUrl ?? `http://localhost:${port}`}/in/${system}/${connectionId}`;
}

/** As they write themselves. */
export const SYSTEM_NAMES: Readonly<Record<Exclude<CrmSystem, 'custom'>, string>> = {
  ...{ hubspot: 'HubSpot', salesforce: 'Salesforce', pipedrive: 'Pipedrive', mautic: 'Mautic' },
  ...{ marketo: 'Marketo', segment: 'Segment', twenty: 'Twenty' },
};

import type { WantedLead } from '../connections/write-backs.ts';
import type { Writes } from '../intake/crm/read-writes.ts';

/** Writes to one CRM. */
export interface CrmWriter {
  /** The values of the followed property that it will write, so that they are known again when the CRM tells of them. */
  valuesFor(wanted: WantedLead): string[];
  /**
   * Brings the CRM's record to what is wanted. Doing it again changes nothing; `version` names what
   * is wanted. @throws {CrmRefusal}
   */
  write(wanted: WantedLead & { version: string }): Promise<void>;
  /** What the credentials cannot do, in words for an admin; none where all is well. @throws {CrmRefusal} */
  check(): Promise<string[]>;
}

/** What to write for the lead as it stands; empty where nothing is said for its stage. */
export function propertiesFor(
  writes: Writes,
  { stage, isTheirs, contactedAt }: WantedLead,
): Record<string, string> {
  const contacted = stage === 'sql' && contactedAt ? writes.contacted : undefined;
  return { ...(isTheirs ? {} : writes[stage]), ...contacted };
}

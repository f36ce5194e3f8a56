import type { CrmEvent } from '../connections/crm-event.ts';

/** How far a CRM's own record has been read; ours to keep, the reader's to understand. */
type Cursor = Readonly<Record<string, unknown>>;

interface Page {
  events: CrmEvent[];
  faults: string[];
  /** From here on the next time. */
  cursor: Cursor;
  /** There is more to be read now. */
  hasMore: boolean;
}

/** Reads what a CRM itself has kept of the stages of its leads. */
export interface CrmReader {
  /** What has changed since `cursor`; null begins at `from`. Read twice, it names its events alike. @throws {CrmRefusal} */
  read(cursor: Cursor | null, from: Date): Promise<Page>;
}

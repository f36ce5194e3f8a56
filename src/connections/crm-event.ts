import type { LeadFields } from '../vocabulary.ts';

/** One thing that a CRM says. Values are as it put them; the connection maps them to stages. */
export type CrmEvent =
  | {
      kind: 'reported';
      /** Unique within the connection, and the same however often it is sent. */
      eventId: string;
      leadId: string;
      /** Blank: the value was cleared. */
      value: string;
      occurredAt: Date;
      lead?: LeadFields | undefined;
      /** The CRM's own id of the user that owns the lead, where it sends no address. */
      ownerId?: string | undefined;
      /** The value as it stood at that time, which may be the value before it: no change is claimed. */
      isSnapshot?: boolean | undefined;
    }
  /** Only what is known of the lead has changed, not where it stands. */
  | {
      kind: 'described';
      eventId: string;
      leadId: string;
      occurredAt: Date;
      lead: LeadFields;
      ownerId?: string | undefined;
    }
  | { kind: 'erase'; leadId: string }
  | { kind: 'merged'; eventId: string; leadId: string; into: string; occurredAt: Date };

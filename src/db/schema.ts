import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { HandoffState, LeadFields, RejectionReason, Stage, WorkingHours } from '../vocabulary.ts';

// Every primary key begins with workspace_id and the tables hang from `workspaces` by one chain of foreign keys, the
// ledger excepted: that is what lets a workspace be adopted, erased or moved to another server whole.

const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });

export const workspaces = pgTable('workspaces', {
  workspaceId: text().primaryKey(),
  createdAt: instant().notNull(),
  timeZone: text().notNull(),
  currency: text(),
  poolChannelId: text(),
  nextStep: text().notNull(),
  mqlDefinition: text(),
  rejectionReasons: jsonb().$type<RejectionReason[]>().notNull(),
  liveWithinHours: integer().notNull(),
  /** When an admin first saved the settings, and so confirmed the time zone. */
  configuredAt: instant(),
});

const workspaceId = () =>
  text()
    .notNull()
    .references(() => workspaces.workspaceId, { onUpdate: 'cascade', onDelete: 'cascade' });

/** For tables that hang from another table of the workspace. */
const workspaceIdOfParent = () => text().notNull();

export const members = pgTable(
  'members',
  {
    workspaceId: workspaceId(),
    userId: text().notNull(),
    name: text().notNull(),
    email: text(),
    timeZone: text(),
    isRep: boolean().notNull().default(false),
    isManager: boolean().notNull().default(false),
    isAdmin: boolean().notNull().default(false),
    /** Turns taken in the rotation: whoever has the fewest is next. */
    turns: bigint({ mode: 'number' }).notNull().default(0),
    addedAt: instant().notNull(),
  },
  (table) => [primaryKey({ name: 'members_pk', columns: [table.workspaceId, table.userId] })],
);

export const slaPolicies = pgTable(
  'sla_policies',
  {
    workspaceId: workspaceId(),
    policyId: uuid().notNull(),
    effectiveFrom: instant().notNull(),
    minutesToDecide: integer().notNull(),
    /** False: the wall clock counts, nights and weekends included. */
    inWorkingTime: boolean().notNull(),
    reminderFraction: doublePrecision().notNull(),
    timeZone: text().notNull(),
    workingHours: jsonb().$type<WorkingHours[]>().notNull(),
    holidays: jsonb().$type<string[]>().notNull(),
    createdAt: instant().notNull(),
    createdBy: text(),
  },
  (table) => [primaryKey({ name: 'sla_policies_pk', columns: [table.workspaceId, table.policyId] })],
);

/** What the fold makes of each lead's facts. */
export const leads = pgTable(
  'leads',
  {
    workspaceId: workspaceId(),
    leadId: text().notNull(),
    stage: text().$type<Stage>(),
    stageSince: instant(),
    name: text(),
    company: text(),
    title: text(),
    email: text(),
    phone: text(),
    score: doublePrecision(),
    source: text(),
    campaign: text(),
    ownerEmail: text(),
    url: text(),
    /** When the CRM created it, as reported. */
    createdAt: instant(),
    firstLeadAt: instant(),
    firstMqlAt: instant(),
    /** When it entered sql or beyond without ever having been handed over. */
    sqlWithoutMqlAt: instant(),
  },
  (table) => [
    primaryKey({ name: 'leads_pk', columns: [table.workspaceId, table.leadId] }),
    index('leads_sql_without_mql_idx')
      .on(table.workspaceId, table.sqlWithoutMqlAt)
      .where(sql`${table.sqlWithoutMqlAt} is not null`),
  ],
);

/**
 * The ledger: append-only, the source of truth. It has no foreign key: one writer appends to it, under the lock of the
 * lead, and a check of every row would take a third of the time of an import.
 */
export const stageChanges = pgTable(
  'stage_changes',
  {
    workspaceId: workspaceIdOfParent(),
    origin: text().notNull(),
    eventId: text().notNull(),
    leadId: text().notNull(),
    kind: text().$type<'stage' | 'undo' | 'contacted'>().notNull(),
    stage: text().$type<Stage>(),
    reported: text(),
    occurredAt: instant().notNull(),
    recordedAt: instant().notNull(),
    live: boolean().notNull(),
    alert: boolean().notNull(),
    lead: jsonb().$type<LeadFields>(),
    actorId: text(),
    reason: text(),
    note: text(),
    voidsOrigin: text(),
    voidsEventId: text(),
  },
  (table) => [
    primaryKey({ name: 'stage_changes_pk', columns: [table.workspaceId, table.origin, table.eventId] }),
    index('stage_changes_lead_idx').on(table.workspaceId, table.leadId),
  ],
);

/** One row per spell of a lead in `mql`. */
export const handoffs = pgTable(
  'handoffs',
  {
    workspaceId: workspaceIdOfParent(),
    handoffId: uuid().notNull(),
    leadId: text().notNull(),
    state: text().$type<HandoffState>().notNull(),
    openedAt: instant().notNull(),
    openingOrigin: text().notNull(),
    openingEventId: text().notNull(),
    /** Cards and alerts are wanted: it reached us live, or history was asked to alert. */
    alerting: boolean().notNull(),
    /** From when the promise runs: when we learnt of a live handoff, when a historic one happened. */
    clockFrom: instant().notNull(),
    policyId: uuid().notNull(),
    remindAt: instant().notNull(),
    dueAt: instant().notNull(),
    source: text(),
    campaign: text(),
    decidedAt: instant(),
    decidedOrigin: text(),
    decidedEventId: text(),
    decidedBy: text(),
    decisionRecordedAt: instant(),
    reason: text(),
    note: text(),
    /** Working time from opening to decision, in seconds, by the calendar of the policy. */
    workingSeconds: doublePrecision(),
    contactedAt: instant(),
    contactedBy: text(),
    /** The decision that a fact learnt later replaced. */
    corrected: jsonb().$type<{ state: HandoffState; decidedBy: string | null; decidedAt: string }>(),
    /** How it found its holder. */
    routedTo: text().$type<'owner' | 'rotation' | 'pool' | 'nobody'>(),
    holderId: text(),
    holderWhy: text(),
    handedOverAt: instant(),
    remindedAt: instant(),
    breachNotedAt: instant(),
    /** When something is next owed for this handoff: its hand-over, its reminder, its breach notice. */
    nextAlertAt: instant(),
  },
  (table) => [
    primaryKey({ name: 'handoffs_pk', columns: [table.workspaceId, table.handoffId] }),
    foreignKey({
      name: 'handoffs_lead_fk',
      columns: [table.workspaceId, table.leadId],
      foreignColumns: [leads.workspaceId, leads.leadId],
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    index('handoffs_lead_idx').on(table.workspaceId, table.leadId),
    uniqueIndex('handoffs_one_open_per_lead_idx')
      .on(table.workspaceId, table.leadId)
      .where(sql`${table.state} = 'open'`),
    index('handoffs_opened_idx').on(table.workspaceId, table.openedAt),
    index('handoffs_decided_idx')
      .on(table.workspaceId, table.decidedAt)
      .where(sql`${table.decidedAt} is not null`),
    index('handoffs_open_due_idx').on(table.workspaceId, table.dueAt).where(sql`${table.state} = 'open'`),
    index('handoffs_next_alert_idx')
      .on(table.workspaceId, table.nextAlertAt)
      .where(sql`${table.nextAlertAt} is not null`),
  ],
);

/** The outbox: one row per message that the bot owes to Slack, kept up to date after it is posted. */
export const deliveries = pgTable(
  'deliveries',
  {
    workspaceId: workspaceId(),
    deliveryId: uuid().notNull(),
    /** Says what is owed in words; owing the same thing twice is one row. */
    dedupeKey: text().notNull(),
    kind: text().notNull(),
    /** Whom it is for: a Slack user or channel id. */
    recipientId: text().notNull(),
    handoffId: uuid(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().$type<'owed' | 'settled' | 'bundled' | 'cancelled' | 'failed'>().notNull(),
    /** Counts the versions wanted of this message; an attempt settles the version that it saw. */
    version: integer().notNull().default(1),
    /** When it is due. An attempt moves it ahead by its lease, so that nobody else takes it meanwhile. */
    runAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    /** When a post began whose outcome is not known: look before posting again. */
    postingSince: instant(),
    channelId: text(),
    messageTs: text(),
    bundleId: uuid(),
    lastError: text(),
    createdAt: instant().notNull(),
    settledAt: instant(),
  },
  (table) => [
    primaryKey({ name: 'deliveries_pk', columns: [table.workspaceId, table.deliveryId] }),
    uniqueIndex('deliveries_dedupe_idx').on(table.workspaceId, table.dedupeKey),
    index('deliveries_owed_idx').on(table.workspaceId, table.runAt).where(sql`${table.state} = 'owed'`),
    index('deliveries_handoff_idx')
      .on(table.workspaceId, table.handoffId)
      .where(sql`${table.handoffId} is not null`),
    index('deliveries_bundle_idx')
      .on(table.workspaceId, table.bundleId)
      .where(sql`${table.bundleId} is not null`),
  ],
);

/** What is posted by the calendar. A digest is one kind of it. */
export const schedules = pgTable(
  'schedules',
  {
    workspaceId: workspaceId(),
    scheduleId: uuid().notNull(),
    kind: text().notNull(),
    channelId: text().notNull(),
    timeOfDay: text().notNull(),
    days: text().$type<'daily' | 'weekdays'>().notNull(),
    timeZone: text().notNull(),
    options: jsonb().$type<{ withCost?: boolean }>().notNull(),
    nextRunAt: instant().notNull(),
    createdBy: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'schedules_pk', columns: [table.workspaceId, table.scheduleId] }),
    uniqueIndex('schedules_channel_kind_idx').on(table.workspaceId, table.channelId, table.kind),
    index('schedules_next_run_idx').on(table.workspaceId, table.nextRunAt),
  ],
);

export const spend = pgTable(
  'spend',
  {
    workspaceId: workspaceId(),
    /** Names the entry: an imported row is recorded once however often its file is read. */
    spendKey: text().notNull(),
    fromOn: date().notNull(),
    /** The last day, included. */
    toOn: date().notNull(),
    amount: numeric().notNull(),
    channel: text(),
    campaign: text(),
    recordedAt: instant().notNull(),
    recordedBy: text(),
  },
  (table) => [
    primaryKey({ name: 'spend_pk', columns: [table.workspaceId, table.spendKey] }),
    index('spend_from_idx').on(table.workspaceId, table.fromOn),
  ],
);

export const auditLog = pgTable(
  'audit_log',
  {
    workspaceId: workspaceId(),
    auditId: uuid().notNull(),
    at: instant().notNull(),
    actorId: text(),
    action: text().notNull(),
    subject: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    primaryKey({ name: 'audit_log_pk', columns: [table.workspaceId, table.auditId] }),
    index('audit_log_at_idx').on(table.workspaceId, table.at),
  ],
);

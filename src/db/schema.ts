import { sql } from 'drizzle-orm';
import {
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
import type {
  ChainStep,
  CrmSystem,
  GoalMetric,
  HandoffState,
  LeadFields,
  PolicyCondition,
  QualifyingRule,
  RejectionReason,
  ReminderTime,
  Role,
  RoutedTo,
  ScheduleDays,
  ScheduleOptions,
  Stage,
  TurnEnd,
  WorkingHours,
} from '../vocabulary.ts';

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
  /** The rotation's own clock: whoever was away does not make up for the turns missed. */
  rotationFloor: doublePrecision().notNull().default(0),
  /** So many leads in a row not decided in time take a rep out of the rotation; 0 never does. */
  pauseAfterLapses: integer().notNull().default(3),
  /** Pings that a person gets within an hour, the rest in one summary; 0 is without limit. */
  pingsPerHour: integer().notNull().default(10),
  /** Where a message goes that Slack refuses for good: a person or a channel. */
  fallbackId: text(),
  /** Whether a vacation or sick status in Slack counts as being away. */
  heedsSlackStatus: boolean().notNull().default(true),
  /** Whether each rep's hours are read in the time zone that Slack shows for them. */
  usesMemberTimeZones: boolean().notNull().default(false),
  /** The month, from 1, in which the fiscal year starts; it is named after the calendar year in which it ends. */
  fiscalYearStart: integer().notNull().default(1),
  /** Whether messages in channels may name reps. */
  namesRepsInChannels: boolean().notNull().default(false),
  /** Such as `ja`: what is said in channels. Null: as the first admin's Slack says, or English. */
  language: text(),
  /** What the team calls the stages, where it has names of its own. */
  stageNames: jsonb().$type<Partial<Record<Stage, string>>>().notNull().default({}),
  /** Leads of which nothing has been heard for so many months are erased; null: they are kept. */
  keptMonths: integer(),
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
    /** Turns taken in the rotation, each divided by the weight: whoever has the fewest is next. */
    turns: doublePrecision().notNull().default(0),
    /** Turns to be given back, for leads that were none or were handed on: such a rep is next. */
    turnsOwed: integer().notNull().default(0),
    /** The share of leads compared with others. */
    weight: integer().notNull().default(1),
    /** The most leads from the rotation in a day of the team, and the most open at once; null: no limit. */
    dailyCap: integer(),
    openCap: integer(),
    /** Leads in a row that were not decided in time. */
    lapses: integer().notNull().default(0),
    /** Since when the rotation passes this person over, until somebody resumes it. */
    pausedAt: instant(),
    /** Own hours, zone and holidays, where they differ from the team's. */
    workingHours: jsonb().$type<WorkingHours[]>(),
    ownTimeZone: text(),
    holidayRegion: text(),
    /** Those of their roles that they have through a user group only, and lose with it. */
    rolesByGroup: jsonb().$type<Role[]>().notNull().default([]),
    addedAt: instant().notNull(),
  },
  (table) => [primaryKey({ name: 'members_pk', columns: [table.workspaceId, table.userId] })],
);

/** User groups of Slack whose people have a role here. */
export const roleGroups = pgTable(
  'role_groups',
  {
    workspaceId: workspaceId(),
    role: text().$type<Role>().notNull(),
    groupId: text().notNull(),
    /** The colleagues who were in it when Slack was last asked. */
    userIds: jsonb().$type<string[]>().notNull().default([]),
    /** When somebody last set out to ask Slack. */
    checkedAt: instant().notNull(),
    addedBy: text(),
    addedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'role_groups_pk', columns: [table.workspaceId, table.role, table.groupId] }),
  ],
);

/** When somebody is away. Their rotation passes them over, and so do the leads that they own. */
export const absences = pgTable(
  'absences',
  {
    workspaceId: workspaceIdOfParent(),
    absenceId: uuid().notNull(),
    userId: text().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    createdBy: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'absences_pk', columns: [table.workspaceId, table.absenceId] }),
    foreignKey({
      name: 'absences_member_fk',
      columns: [table.workspaceId, table.userId],
      foreignColumns: [members.workspaceId, members.userId],
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    index('absences_until_idx').on(table.workspaceId, table.untilAt),
  ],
);

/** The policies of one `effectiveFrom` are one list, in the order of `position`: the first that covers a lead judges it. */
export const slaPolicies = pgTable(
  'sla_policies',
  {
    workspaceId: workspaceId(),
    policyId: uuid().notNull(),
    effectiveFrom: instant().notNull(),
    position: integer().notNull().default(0),
    name: text().notNull().default('Every lead'),
    /** All of them must hold; the last policy of a list has none. */
    conditions: jsonb().$type<PolicyCondition[]>().notNull().default([]),
    minutesToDecide: integer().notNull(),
    /** False: the wall clock counts, nights and weekends included. */
    inWorkingTime: boolean().notNull(),
    /** The holder's own hours count where they have some, instead of the team's. */
    inHoldersTime: boolean().notNull().default(false),
    reminders: jsonb()
      .$type<ReminderTime[]>()
      .notNull()
      .default([{ fraction: 0.75 }]),
    /** Time from Accept to the first contact; null: none is promised. */
    minutesToContact: integer(),
    chain: jsonb()
      .$type<ChainStep[]>()
      .notNull()
      .default([
        { kind: 'notify', whom: 'rep' },
        { kind: 'notify', whom: 'managers' },
      ]),
    /** How many times the chain may hand one lead on. */
    mostHandOns: integer().notNull().default(2),
    timeZone: text().notNull(),
    workingHours: jsonb().$type<WorkingHours[]>().notNull(),
    /** The team's own free days, beside the public ones of its region. */
    holidays: jsonb().$type<string[]>().notNull(),
    /** Such as `DE` or `DE-BY`. */
    holidayRegion: text(),
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
    attributes: jsonb().$type<Record<string, string>>(),
    /** When the CRM created it, as reported. */
    createdAt: instant(),
    firstLeadAt: instant(),
    firstMqlAt: instant(),
    /** When it entered sql or beyond without ever having been handed over. */
    sqlWithoutMqlAt: instant(),
    /** How often it was handed over: spells in `mql`. */
    handoffs: integer().notNull().default(0),
    /** Since when nothing personal is kept of it: what is reported later brings nothing back. */
    erasedAt: instant(),
  },
  (table) => [
    primaryKey({ name: 'leads_pk', columns: [table.workspaceId, table.leadId] }),
    // A digest, for an address may be longer than an index takes.
    index('leads_email_idx')
      .on(table.workspaceId, sql`md5(lower(trim(${table.email})))`)
      .where(sql`${table.email} is not null`),
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
    kind: text().$type<'stage' | 'unmapped' | 'undo' | 'contacted' | 'excused'>().notNull(),
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
    index('stage_changes_won_idx')
      .on(table.workspaceId, table.occurredAt, table.leadId)
      .where(sql`${table.kind} = 'stage' and ${table.stage} = 'won'`),
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
    /** By when a decision was promised. It stays, whoever the lead goes to. */
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
    /** The same by the calendar on the wall. */
    calendarSeconds: doublePrecision().generatedAlwaysAs(
      sql`extract(epoch from (decided_at - opened_at))::double precision`,
    ),
    /** By when the first contact was promised, once accepted. */
    contactDueAt: instant(),
    contactedAt: instant(),
    contactedBy: text(),
    /** The decision that a fact learnt later replaced. */
    corrected: jsonb().$type<{ state: HandoffState; decidedBy: string | null; decidedAt: string }>(),
    /** A breach that a manager has excused: counted beside the waste, not in it. */
    excusedAt: instant(),
    excusedBy: text(),
    excusedReason: text(),
    /** How it found its holder. */
    routedTo: text().$type<RoutedTo>(),
    holderId: text(),
    holderWhy: text(),
    /** The turn of the present holder: its number from 1, when it began, and until when it lasts. */
    turn: integer().notNull().default(0),
    handedOverAt: instant(),
    turnDueAt: instant(),
    /** Instants of the turn at which its holder is reminded, as ISO 8601. */
    remindAts: jsonb().$type<string[]>().notNull().default([]),
    remindedAt: instant(),
    /** Until when the holder wants to hear nothing of it. */
    mutedUntil: instant(),
    /** When to look for a holder; null: it has one, or none is to be found. */
    routeAt: instant(),
    /** Who held it when the deadline passed: breach and waste stay with them. */
    breachNotedAt: instant(),
    breachHolderId: text(),
    /** The step of the policy's chain that comes next and when, once a turn has lapsed. */
    chainStep: integer(),
    chainAt: instant(),
    /** How many times the chain has handed it on. */
    handOns: integer().notNull().default(0),
    contactRemindedAt: instant(),
    contactBreachNotedAt: instant(),
    /** When something is next owed for this handoff: its hand-over, a reminder, a step of the chain. */
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
    // Holds what most figures of a period are counted from, so that the rows themselves need not be read.
    index('handoffs_opened_idx').on(
      table.workspaceId,
      table.openedAt,
      table.state,
      table.decidedAt,
      table.dueAt,
      table.contactDueAt,
      table.contactedAt,
      table.excusedAt,
      table.workingSeconds,
    ),
    index('handoffs_decided_idx')
      .on(table.workspaceId, table.decidedAt)
      .where(sql`${table.decidedAt} is not null`),
    index('handoffs_open_due_idx').on(table.workspaceId, table.dueAt).where(sql`${table.state} = 'open'`),
    index('handoffs_open_holder_idx')
      .on(table.workspaceId, table.holderId, table.dueAt)
      .where(sql`${table.state} = 'open'`),
    index('handoffs_next_alert_idx')
      .on(table.workspaceId, table.nextAlertAt)
      .where(sql`${table.nextAlertAt} is not null`),
  ],
);

/**
 * On which days (in UTC) handoffs were opened or decided that have been written since, so that whoever keeps figures of
 * a day knows when they are out of date: a row for each transaction, merged into one later. Writers never wait for each
 * other here.
 */
export const changedDays = pgTable(
  'changed_days',
  {
    workspaceId: workspaceId(),
    day: date().notNull(),
    changeId: uuid().notNull(),
    /** Of how many transactions this row tells. */
    changes: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ name: 'changed_days_pk', columns: [table.workspaceId, table.day, table.changeId] }),
  ],
);

/** Everybody who has had a lead, one after the other, and why: every decision of the router. */
export const turns = pgTable(
  'turns',
  {
    workspaceId: workspaceIdOfParent(),
    handoffId: uuid().notNull(),
    turn: integer().notNull(),
    routedTo: text().$type<RoutedTo>().notNull(),
    holderId: text(),
    why: text().notNull(),
    startedAt: instant().notNull(),
    startedBy: text(),
    dueAt: instant(),
    endedAt: instant(),
    ended: text().$type<TurnEnd>(),
    endedBy: text(),
    endedWhy: text(),
  },
  (table) => [
    primaryKey({ name: 'turns_pk', columns: [table.workspaceId, table.handoffId, table.turn] }),
    foreignKey({
      name: 'turns_handoff_fk',
      columns: [table.workspaceId, table.handoffId],
      foreignColumns: [handoffs.workspaceId, handoffs.handoffId],
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    index('turns_holder_idx').on(table.workspaceId, table.holderId, table.startedAt),
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
    /** When it was first posted; updates do not move it. */
    postedAt: instant(),
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
    index('deliveries_posted_idx')
      .on(table.workspaceId, table.recipientId, table.postedAt)
      .where(sql`${table.postedAt} is not null`),
    index('deliveries_bundle_idx')
      .on(table.workspaceId, table.bundleId)
      .where(sql`${table.bundleId} is not null`),
  ],
);

/** When each conversation is free for the next post: Slack takes one message a second there, from all processes together. */
export const lanes = pgTable(
  'lanes',
  {
    workspaceId: workspaceId(),
    recipientId: text().notNull(),
    freeAt: instant().notNull(),
  },
  (table) => [primaryKey({ name: 'lanes_pk', columns: [table.workspaceId, table.recipientId] })],
);

/** What is posted by the calendar: the digest of a channel, and any number of reports. */
export const schedules = pgTable(
  'schedules',
  {
    workspaceId: workspaceId(),
    scheduleId: uuid().notNull(),
    kind: text().notNull(),
    channelId: text().notNull(),
    timeOfDay: text().notNull(),
    days: text().$type<ScheduleDays>().notNull(),
    timeZone: text().notNull(),
    options: jsonb().$type<ScheduleOptions>().notNull(),
    /** The figures posted last, so that what late facts change of them can be said. */
    published: jsonb().$type<Record<string, unknown>>(),
    nextRunAt: instant().notNull(),
    createdBy: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'schedules_pk', columns: [table.workspaceId, table.scheduleId] }),
    uniqueIndex('schedules_one_digest_idx')
      .on(table.workspaceId, table.channelId)
      .where(sql`${table.kind} = 'digest'`),
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
    /** Taken back: it counts no more, and stays so that the same row imported again changes nothing. */
    deletedAt: instant(),
  },
  (table) => [
    primaryKey({ name: 'spend_pk', columns: [table.workspaceId, table.spendKey] }),
    index('spend_from_idx').on(table.workspaceId, table.fromOn),
  ],
);

/** What may be spent in a month, in all (`channel` is blank) or in one channel. */
export const budgets = pgTable(
  'budgets',
  {
    workspaceId: workspaceId(),
    /** The first day of the month. */
    month: date().notNull(),
    channel: text().notNull(),
    amount: numeric().notNull(),
    setAt: instant().notNull(),
    setBy: text(),
    /** When somebody was told that it is overspent. */
    overspentNotedAt: instant(),
  },
  (table) => [primaryKey({ name: 'budgets_pk', columns: [table.workspaceId, table.month, table.channel] })],
);

/** What is promised for each month from one on, until another goal takes its place; a target of 0 ends it. */
export const goals = pgTable(
  'goals',
  {
    workspaceId: workspaceId(),
    metric: text().$type<GoalMetric>().notNull(),
    /** The first day of the first month. */
    fromMonth: date().notNull(),
    target: integer().notNull(),
    setAt: instant().notNull(),
    setBy: text(),
  },
  (table) => [primaryKey({ name: 'goals_pk', columns: [table.workspaceId, table.metric, table.fromMonth] })],
);

/** A CRM, a form or another tool that reports leads, and may be written back to. Its id is the origin of what it reports. */
export const connections = pgTable(
  'connections',
  {
    workspaceId: workspaceId(),
    connectionId: text().notNull(),
    system: text().$type<CrmSystem>().notNull(),
    name: text().notNull(),
    /** What proves a request, and what the CRM is written to with: encrypted. */
    secrets: text(),
    credentials: text(),
    /** What only this system needs to know, such as its account and the property that is followed. */
    options: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** The CRM's values and the stages that they mean; `-` means none. */
    stages: jsonb().$type<Record<string, Stage | '-'>>().notNull().default({}),
    /** Where a field of the lead is found in what is received: a path such as `properties.company`. */
    fields: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Users of the CRM and who they are in Slack, where their address does not say. */
    owners: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Leads that come as `lead` and meet it become MQLs by themselves. */
    rule: jsonb().$type<QualifyingRule>(),
    /** False: everything is recorded and counted, and nobody is told. */
    handsOver: boolean().notNull().default(false),
    writesBack: boolean().notNull().default(false),
    connectedAt: instant().notNull(),
    connectedBy: text(),
    disconnectedAt: instant(),
    lastEventAt: instant(),
    lastReceivedAt: instant(),
    /** Refused requests since one was last taken, and what was wrong with the latest. */
    refused: integer().notNull().default(0),
    refusedAt: instant(),
    refusedWhy: text(),
    /** What was received last, to choose fields from: encrypted. */
    lastPayload: text(),
    /** How far the CRM's own record has been read. */
    cursor: jsonb().$type<Record<string, unknown>>(),
    /** When it is read next; null: it is not. */
    readAt: instant(),
  },
  (table) => [
    primaryKey({ name: 'connections_pk', columns: [table.workspaceId, table.connectionId] }),
    index('connections_read_idx').on(table.workspaceId, table.readAt).where(sql`${table.readAt} is not null`),
  ],
);

/** Every value that a connection has reported, mapped or not. */
export const reportedValues = pgTable(
  'reported_values',
  {
    workspaceId: workspaceIdOfParent(),
    connectionId: text().notNull(),
    value: text().notNull(),
    /** How it reads for people, where the CRM says so. */
    label: text(),
    seen: integer().notNull().default(0),
    lastSeenAt: instant().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'reported_values_pk',
      columns: [table.workspaceId, table.connectionId, table.value],
    }),
    foreignKey({
      name: 'reported_values_connection_fk',
      columns: [table.workspaceId, table.connectionId],
      foreignColumns: [connections.workspaceId, connections.connectionId],
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
  ],
);

/** Files with leads in them that the bot has put into Slack, so that they can be taken away again. */
export const sentFiles = pgTable(
  'sent_files',
  {
    workspaceId: workspaceId(),
    fileId: text().notNull(),
    sentAt: instant().notNull(),
    sentBy: text(),
    deletedAt: instant(),
  },
  (table) => [primaryKey({ name: 'sent_files_pk', columns: [table.workspaceId, table.fileId] })],
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
    index('audit_log_subject_idx').on(table.workspaceId, table.subject, table.at),
  ],
);

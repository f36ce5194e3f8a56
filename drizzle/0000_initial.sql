CREATE TABLE "audit_log" (
	"workspace_id" text NOT NULL,
	"audit_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" text,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "audit_log_pk" PRIMARY KEY("workspace_id","audit_id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"workspace_id" text NOT NULL,
	"delivery_id" uuid NOT NULL,
	"dedupe_key" text NOT NULL,
	"kind" text NOT NULL,
	"recipient_id" text NOT NULL,
	"handoff_id" uuid,
	"payload" jsonb NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"posting_since" timestamp (3) with time zone,
	"channel_id" text,
	"message_ts" text,
	"bundle_id" uuid,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_pk" PRIMARY KEY("workspace_id","delivery_id")
);
--> statement-breakpoint
CREATE TABLE "handoffs" (
	"workspace_id" text NOT NULL,
	"handoff_id" uuid NOT NULL,
	"lead_id" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opening_origin" text NOT NULL,
	"opening_event_id" text NOT NULL,
	"alerting" boolean NOT NULL,
	"clock_from" timestamp (3) with time zone NOT NULL,
	"policy_id" uuid NOT NULL,
	"remind_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"source" text,
	"campaign" text,
	"decided_at" timestamp (3) with time zone,
	"decided_origin" text,
	"decided_event_id" text,
	"decided_by" text,
	"decision_recorded_at" timestamp (3) with time zone,
	"reason" text,
	"note" text,
	"working_seconds" double precision,
	"contacted_at" timestamp (3) with time zone,
	"contacted_by" text,
	"corrected" jsonb,
	"routed_to" text,
	"holder_id" text,
	"holder_why" text,
	"handed_over_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"breach_noted_at" timestamp (3) with time zone,
	"next_alert_at" timestamp (3) with time zone,
	CONSTRAINT "handoffs_pk" PRIMARY KEY("workspace_id","handoff_id")
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"workspace_id" text NOT NULL,
	"lead_id" text NOT NULL,
	"stage" text,
	"stage_since" timestamp (3) with time zone,
	"name" text,
	"company" text,
	"title" text,
	"email" text,
	"phone" text,
	"score" double precision,
	"source" text,
	"campaign" text,
	"owner_email" text,
	"url" text,
	"created_at" timestamp (3) with time zone,
	"first_lead_at" timestamp (3) with time zone,
	"first_mql_at" timestamp (3) with time zone,
	"sql_without_mql_at" timestamp (3) with time zone,
	CONSTRAINT "leads_pk" PRIMARY KEY("workspace_id","lead_id")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"time_zone" text,
	"is_rep" boolean DEFAULT false NOT NULL,
	"is_manager" boolean DEFAULT false NOT NULL,
	"is_admin" boolean DEFAULT false NOT NULL,
	"turns" bigint DEFAULT 0 NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "members_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"workspace_id" text NOT NULL,
	"schedule_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"channel_id" text NOT NULL,
	"time_of_day" text NOT NULL,
	"days" text NOT NULL,
	"time_zone" text NOT NULL,
	"options" jsonb NOT NULL,
	"next_run_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "schedules_pk" PRIMARY KEY("workspace_id","schedule_id")
);
--> statement-breakpoint
CREATE TABLE "sla_policies" (
	"workspace_id" text NOT NULL,
	"policy_id" uuid NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"minutes_to_decide" integer NOT NULL,
	"in_working_time" boolean NOT NULL,
	"reminder_fraction" double precision NOT NULL,
	"time_zone" text NOT NULL,
	"working_hours" jsonb NOT NULL,
	"holidays" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	CONSTRAINT "sla_policies_pk" PRIMARY KEY("workspace_id","policy_id")
);
--> statement-breakpoint
CREATE TABLE "spend" (
	"workspace_id" text NOT NULL,
	"spend_key" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"amount" numeric NOT NULL,
	"channel" text,
	"campaign" text,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" text,
	CONSTRAINT "spend_pk" PRIMARY KEY("workspace_id","spend_key")
);
--> statement-breakpoint
CREATE TABLE "stage_changes" (
	"workspace_id" text NOT NULL,
	"origin" text NOT NULL,
	"event_id" text NOT NULL,
	"lead_id" text NOT NULL,
	"kind" text NOT NULL,
	"stage" text,
	"reported" text,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"live" boolean NOT NULL,
	"alert" boolean NOT NULL,
	"lead" jsonb,
	"actor_id" text,
	"reason" text,
	"note" text,
	"voids_origin" text,
	"voids_event_id" text,
	CONSTRAINT "stage_changes_pk" PRIMARY KEY("workspace_id","origin","event_id")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text,
	"pool_channel_id" text,
	"next_step" text NOT NULL,
	"mql_definition" text,
	"rejection_reasons" jsonb NOT NULL,
	"live_within_hours" integer NOT NULL,
	"configured_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "handoffs" ADD CONSTRAINT "handoffs_lead_fk" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","lead_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD CONSTRAINT "sla_policies_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "spend" ADD CONSTRAINT "spend_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "audit_log_at_idx" ON "audit_log" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_dedupe_idx" ON "deliveries" USING btree ("workspace_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "deliveries_owed_idx" ON "deliveries" USING btree ("workspace_id","run_at") WHERE "deliveries"."state" = 'owed';--> statement-breakpoint
CREATE INDEX "deliveries_handoff_idx" ON "deliveries" USING btree ("workspace_id","handoff_id") WHERE "deliveries"."handoff_id" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_bundle_idx" ON "deliveries" USING btree ("workspace_id","bundle_id") WHERE "deliveries"."bundle_id" is not null;--> statement-breakpoint
CREATE INDEX "handoffs_lead_idx" ON "handoffs" USING btree ("workspace_id","lead_id");--> statement-breakpoint
CREATE UNIQUE INDEX "handoffs_one_open_per_lead_idx" ON "handoffs" USING btree ("workspace_id","lead_id") WHERE "handoffs"."state" = 'open';--> statement-breakpoint
CREATE INDEX "handoffs_opened_idx" ON "handoffs" USING btree ("workspace_id","opened_at");--> statement-breakpoint
CREATE INDEX "handoffs_decided_idx" ON "handoffs" USING btree ("workspace_id","decided_at") WHERE "handoffs"."decided_at" is not null;--> statement-breakpoint
CREATE INDEX "handoffs_open_due_idx" ON "handoffs" USING btree ("workspace_id","due_at") WHERE "handoffs"."state" = 'open';--> statement-breakpoint
CREATE INDEX "handoffs_next_alert_idx" ON "handoffs" USING btree ("workspace_id","next_alert_at") WHERE "handoffs"."next_alert_at" is not null;--> statement-breakpoint
CREATE INDEX "leads_sql_without_mql_idx" ON "leads" USING btree ("workspace_id","sql_without_mql_at") WHERE "leads"."sql_without_mql_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_channel_kind_idx" ON "schedules" USING btree ("workspace_id","channel_id","kind");--> statement-breakpoint
CREATE INDEX "schedules_next_run_idx" ON "schedules" USING btree ("workspace_id","next_run_at");--> statement-breakpoint
CREATE INDEX "spend_from_idx" ON "spend" USING btree ("workspace_id","from_on");--> statement-breakpoint
CREATE INDEX "stage_changes_lead_idx" ON "stage_changes" USING btree ("workspace_id","lead_id");
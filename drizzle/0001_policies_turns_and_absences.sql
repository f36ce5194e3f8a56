CREATE TABLE "absences" (
	"workspace_id" text NOT NULL,
	"absence_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "absences_pk" PRIMARY KEY("workspace_id","absence_id")
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"workspace_id" text NOT NULL,
	"recipient_id" text NOT NULL,
	"free_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lanes_pk" PRIMARY KEY("workspace_id","recipient_id")
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"workspace_id" text NOT NULL,
	"handoff_id" uuid NOT NULL,
	"turn" integer NOT NULL,
	"routed_to" text NOT NULL,
	"holder_id" text,
	"why" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"started_by" text,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended" text,
	"ended_by" text,
	"ended_why" text,
	CONSTRAINT "turns_pk" PRIMARY KEY("workspace_id","handoff_id","turn")
);
--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "turns" SET DATA TYPE double precision;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "posted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "calendar_seconds" double precision GENERATED ALWAYS AS (extract(epoch from (decided_at - opened_at))::double precision) STORED;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "contact_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "excused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "excused_by" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "excused_reason" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "turn" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "turn_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "remind_ats" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "muted_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "route_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "breach_holder_id" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "chain_step" integer;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "chain_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "hand_ons" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "contact_reminded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "contact_breach_noted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "attributes" jsonb;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "turns_owed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "weight" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "daily_cap" integer;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "open_cap" integer;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "lapses" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "working_hours" jsonb;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "own_time_zone" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "holiday_region" text;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "name" text DEFAULT 'Every lead' NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "conditions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "in_holders_time" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "reminders" jsonb DEFAULT '[{"fraction":0.75}]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "minutes_to_contact" integer;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "chain" jsonb DEFAULT '[{"kind":"notify","whom":"rep"},{"kind":"notify","whom":"managers"}]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "most_hand_ons" integer DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD COLUMN "holiday_region" text;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "rotation_floor" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "pause_after_lapses" integer DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "pings_per_hour" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "fallback_id" text;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "heeds_slack_status" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "uses_member_time_zones" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "names_reps_in_channels" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_member_fk" FOREIGN KEY ("workspace_id","user_id") REFERENCES "public"."members"("workspace_id","user_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "lanes" ADD CONSTRAINT "lanes_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_handoff_fk" FOREIGN KEY ("workspace_id","handoff_id") REFERENCES "public"."handoffs"("workspace_id","handoff_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "absences_until_idx" ON "absences" USING btree ("workspace_id","until_at");--> statement-breakpoint
CREATE INDEX "turns_holder_idx" ON "turns" USING btree ("workspace_id","holder_id","started_at");--> statement-breakpoint
CREATE INDEX "audit_log_subject_idx" ON "audit_log" USING btree ("workspace_id","subject","at");--> statement-breakpoint
CREATE INDEX "deliveries_posted_idx" ON "deliveries" USING btree ("workspace_id","recipient_id","posted_at") WHERE "deliveries"."posted_at" is not null;--> statement-breakpoint
CREATE INDEX "handoffs_open_holder_idx" ON "handoffs" USING btree ("workspace_id","holder_id","due_at") WHERE "handoffs"."state" = 'open';--> statement-breakpoint
UPDATE "sla_policies" SET "reminders" = jsonb_build_array(jsonb_build_object('fraction', "reminder_fraction"));--> statement-breakpoint
UPDATE "deliveries" SET "posted_at" = "settled_at" WHERE "message_ts" is not null;--> statement-breakpoint
UPDATE "handoffs" SET
	"remind_ats" = jsonb_build_array(to_char("remind_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
	"turn" = case when "handed_over_at" is null then 0 else 1 end,
	"turn_due_at" = case when "handed_over_at" is not null then "due_at" end,
	"route_at" = case when "state" = 'open' and "alerting" and "handed_over_at" is null then "next_alert_at" end,
	"breach_holder_id" = case when "breach_noted_at" is not null then "holder_id" end,
	"chain_step" = case when "breach_noted_at" is not null then 2 end;--> statement-breakpoint
INSERT INTO "turns" ("workspace_id", "handoff_id", "turn", "routed_to", "holder_id", "why", "started_at", "due_at", "ended_at", "ended", "ended_by")
SELECT "workspace_id", "handoff_id", 1, coalesce("routed_to", 'nobody'), "holder_id", coalesce("holder_why", ''), "handed_over_at", "due_at",
	"decided_at", case when "decided_at" is not null then 'decided' when "state" = 'void' then 'void' end, "decided_by"
FROM "handoffs" WHERE "handed_over_at" is not null;--> statement-breakpoint
UPDATE "workspaces" SET "rejection_reasons" = (
	SELECT jsonb_agg(case when reason->>'key' in ('spam', 'duplicate') then reason || '{"givesTurnBack": true}' else reason end order by place)
	FROM jsonb_array_elements("rejection_reasons") with ordinality as listed (reason, place)
) WHERE jsonb_array_length("rejection_reasons") > 0;

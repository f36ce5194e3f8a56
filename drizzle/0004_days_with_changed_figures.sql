CREATE TABLE "changed_days" (
	"workspace_id" text NOT NULL,
	"day" date NOT NULL,
	"change_id" uuid NOT NULL,
	"changes" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "changed_days_pk" PRIMARY KEY("workspace_id","day","change_id")
);
--> statement-breakpoint
DROP INDEX "handoffs_opened_idx";--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "handoffs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "leads" SET "handoffs" = counted."count" FROM (
	SELECT "workspace_id", "lead_id", count(*)::integer AS "count" FROM "handoffs" WHERE "state" <> 'void' GROUP BY 1, 2
) AS counted WHERE counted."workspace_id" = "leads"."workspace_id" AND counted."lead_id" = "leads"."lead_id";--> statement-breakpoint
ALTER TABLE "changed_days" ADD CONSTRAINT "changed_days_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "stage_changes_won_idx" ON "stage_changes" USING btree ("workspace_id","occurred_at","lead_id") WHERE "stage_changes"."kind" = 'stage' and "stage_changes"."stage" = 'won';--> statement-breakpoint
CREATE INDEX "handoffs_opened_idx" ON "handoffs" USING btree ("workspace_id","opened_at","state","decided_at","due_at","contact_due_at","contacted_at","excused_at","working_seconds");
CREATE TABLE "budgets" (
	"workspace_id" text NOT NULL,
	"month" date NOT NULL,
	"channel" text NOT NULL,
	"amount" numeric NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"set_by" text,
	"overspent_noted_at" timestamp (3) with time zone,
	CONSTRAINT "budgets_pk" PRIMARY KEY("workspace_id","month","channel")
);
--> statement-breakpoint
CREATE TABLE "goals" (
	"workspace_id" text NOT NULL,
	"metric" text NOT NULL,
	"from_month" date NOT NULL,
	"target" integer NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"set_by" text,
	CONSTRAINT "goals_pk" PRIMARY KEY("workspace_id","metric","from_month")
);
--> statement-breakpoint
DROP INDEX "schedules_channel_kind_idx";--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "published" jsonb;--> statement-breakpoint
ALTER TABLE "spend" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "fiscal_year_start" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_one_digest_idx" ON "schedules" USING btree ("workspace_id","channel_id") WHERE "schedules"."kind" = 'digest';
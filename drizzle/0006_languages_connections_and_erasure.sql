CREATE TABLE "connections" (
	"workspace_id" text NOT NULL,
	"connection_id" text NOT NULL,
	"system" text NOT NULL,
	"name" text NOT NULL,
	"secrets" text,
	"credentials" text,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stages" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"owners" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"rule" jsonb,
	"hands_over" boolean DEFAULT false NOT NULL,
	"writes_back" boolean DEFAULT false NOT NULL,
	"connected_at" timestamp (3) with time zone NOT NULL,
	"connected_by" text,
	"disconnected_at" timestamp (3) with time zone,
	"last_event_at" timestamp (3) with time zone,
	"last_received_at" timestamp (3) with time zone,
	"refused" integer DEFAULT 0 NOT NULL,
	"refused_at" timestamp (3) with time zone,
	"refused_why" text,
	"last_payload" text,
	"cursor" jsonb,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "connections_pk" PRIMARY KEY("workspace_id","connection_id")
);
--> statement-breakpoint
CREATE TABLE "reported_values" (
	"workspace_id" text NOT NULL,
	"connection_id" text NOT NULL,
	"value" text NOT NULL,
	"label" text,
	"seen" integer DEFAULT 0 NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reported_values_pk" PRIMARY KEY("workspace_id","connection_id","value")
);
--> statement-breakpoint
CREATE TABLE "sent_files" (
	"workspace_id" text NOT NULL,
	"file_id" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"sent_by" text,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "sent_files_pk" PRIMARY KEY("workspace_id","file_id")
);
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "stage_names" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "kept_months" integer;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "reported_values" ADD CONSTRAINT "reported_values_connection_fk" FOREIGN KEY ("workspace_id","connection_id") REFERENCES "public"."connections"("workspace_id","connection_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "sent_files" ADD CONSTRAINT "sent_files_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "connections_read_idx" ON "connections" USING btree ("workspace_id","read_at") WHERE "connections"."read_at" is not null;--> statement-breakpoint
CREATE INDEX "leads_email_idx" ON "leads" USING btree ("workspace_id",md5(lower(trim("email")))) WHERE "leads"."email" is not null;
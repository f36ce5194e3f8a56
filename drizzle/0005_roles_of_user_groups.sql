CREATE TABLE "role_groups" (
	"workspace_id" text NOT NULL,
	"role" text NOT NULL,
	"group_id" text NOT NULL,
	"user_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"added_by" text,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "role_groups_pk" PRIMARY KEY("workspace_id","role","group_id")
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "roles_by_group" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "role_groups" ADD CONSTRAINT "role_groups_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE cascade;
ALTER TABLE "handoffs" DROP COLUMN "remind_at";--> statement-breakpoint
ALTER TABLE "sla_policies" DROP COLUMN "reminder_fraction";
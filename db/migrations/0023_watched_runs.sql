ALTER TABLE "account_syncs" ADD COLUMN "quiet_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account_syncs" ADD COLUMN "lost_after_seconds" integer DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "moved_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "quiet_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "lost_after_seconds" integer DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "sequences" ADD COLUMN "deletion_attempt" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sequences" ADD COLUMN "deletion_moved_at" timestamp with time zone;
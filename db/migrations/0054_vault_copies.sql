ALTER TABLE "backup_checks" ADD COLUMN "is_copy_due" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "backup_events" ADD COLUMN "subject" text DEFAULT 'original' NOT NULL;--> statement-breakpoint
CREATE INDEX "backup_checks_copy_due_idx" ON "backup_checks" USING btree ("verified_at" NULLS FIRST,"photo_id") WHERE is_copy_due;
ALTER TABLE "photos" ADD COLUMN "public_key" text;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "public_sha256" text;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "public_bytes" bigint;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "public_asked_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "photos_public_due_idx" ON "photos" USING btree ("public_asked_at" nulls first,"id") WHERE public_key is null and backup_key is not null and backup_form is distinct from 'processed';
ALTER TABLE "backup_checks" ADD COLUMN "is_picture_due" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "vault_passes" ADD COLUMN "bad_pictures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "vault_passes" ADD COLUMN "untracked" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "photos_public_key_idx" ON "photos" USING btree ("public_key" collate "C") WHERE public_key is not null;--> statement-breakpoint
CREATE INDEX "backup_checks_picture_due_idx" ON "backup_checks" USING btree ("photo_id") WHERE is_picture_due;
ALTER TABLE "tombstones" ADD COLUMN "mapillary_keys" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "tombstones_keys_idx" ON "tombstones" USING gin ("mapillary_keys");
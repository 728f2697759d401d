ALTER TABLE "takeout_sequences" ADD COLUMN "checked_n" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "takeouts" ADD COLUMN "photo_total" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "takeouts" ADD COLUMN "photo_done" integer DEFAULT 0 NOT NULL;
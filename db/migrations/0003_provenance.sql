ALTER TABLE "photos" ADD COLUMN "computed_compass_angle" real;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "altitude_source" text;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "computed_altitude" double precision;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "backup_form" text;--> statement-breakpoint
-- What is there came by v3: altitudes above a zero that only Mapillary knows, files as they were uploaded.
UPDATE "photos" SET "altitude_source" = 'reference' WHERE "altitude" IS NOT NULL;--> statement-breakpoint
UPDATE "photos" SET "backup_form" = 'uploaded' WHERE "backed_up_at" IS NOT NULL;

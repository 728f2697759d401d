ALTER TABLE "photos" ADD COLUMN "computed_compass_angle" real;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "altitude_source" text;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "computed_altitude" double precision;--> statement-breakpoint
-- What is there came by v3: above a zero that only Mapillary knows.
UPDATE "photos" SET "altitude_source" = 'reference' WHERE "altitude" IS NOT NULL;

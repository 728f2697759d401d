ALTER TABLE "photos" ADD COLUMN "doubts" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- (0, 0) is no position. The mark lets the recount measure these sequences anew.
UPDATE "photos" SET "lng" = NULL, "lat" = NULL, "cell" = NULL, "doubts" = '{position}' WHERE abs("lng") <= 1e-6 AND abs("lat") <= 1e-6;--> statement-breakpoint
UPDATE "photos" SET "computed_lng" = NULL, "computed_lat" = NULL WHERE abs("computed_lng") <= 1e-6 AND abs("computed_lat") <= 1e-6;--> statement-breakpoint
UPDATE "account_photos" SET "lng" = NULL, "lat" = NULL WHERE abs("lng") <= 1e-6 AND abs("lat") <= 1e-6;

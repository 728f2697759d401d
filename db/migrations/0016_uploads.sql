CREATE TABLE "uploads" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"transport_type" text NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"mapillary_sequence_key" text,
	"strava_activity_id" text,
	"google_street_view_url" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"imported_at" timestamp with time zone,
	"given_up_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "uploads_owner_idx" ON "uploads" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "uploads_key_idx" ON "uploads" USING btree ("mapillary_sequence_key") WHERE mapillary_sequence_key is not null;--> statement-breakpoint
CREATE INDEX "uploads_waiting_idx" ON "uploads" USING btree ("created_at") WHERE imported_at is null;
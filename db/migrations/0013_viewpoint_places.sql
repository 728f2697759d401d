CREATE TABLE "viewpoint_places" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "viewpoint_places_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"anchor" "point",
	"anchor_heading" double precision,
	"best_photo_id" bigint,
	"cell" bigint,
	"true_count" integer DEFAULT 0 NOT NULL,
	"false_count" integer DEFAULT 0 NOT NULL,
	"score" double precision DEFAULT 0 NOT NULL,
	"last_marked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "viewpoints" ADD COLUMN "place_id" bigint;--> statement-breakpoint
ALTER TABLE "viewpoint_places" ADD CONSTRAINT "viewpoint_places_best_photo_id_photos_id_fk" FOREIGN KEY ("best_photo_id") REFERENCES "public"."photos"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "viewpoint_places_anchor_idx" ON "viewpoint_places" USING gist ("anchor");--> statement-breakpoint
CREATE INDEX "viewpoint_places_rank_idx" ON "viewpoint_places" USING btree ("score","last_marked_at","id") WHERE true_count > 0;--> statement-breakpoint
CREATE INDEX "viewpoint_places_cell_idx" ON "viewpoint_places" USING btree ("cell") WHERE true_count > 0;--> statement-breakpoint
CREATE INDEX "viewpoint_places_photo_idx" ON "viewpoint_places" USING btree ("best_photo_id");--> statement-breakpoint
ALTER TABLE "viewpoints" ADD CONSTRAINT "viewpoints_place_id_viewpoint_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."viewpoint_places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "viewpoints_place_idx" ON "viewpoints" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "viewpoints_marked_idx" ON "viewpoints" USING btree ("marked_at");--> statement-breakpoint
CREATE INDEX "viewpoints_received_idx" ON "viewpoints" USING btree ("photo_owner_id") WHERE value;
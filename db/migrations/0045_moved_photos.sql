ALTER TABLE "imports" ALTER COLUMN "sequence_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "elsewhere" text DEFAULT 'leave' NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "removed_sequence" jsonb;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "trusted" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sequences" ADD COLUMN "last_n" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- A photo in a tile names its sequence: one that moves to another sequence changes its tile.
drop trigger photos_map_changed on photos;
--> statement-breakpoint
create trigger photos_map_changed after update on photos
  for each row when (new.is_public and (not old.is_public or old.cell is distinct from new.cell or old.captured_at is distinct from new.captured_at
    or old.compass_angle is distinct from new.compass_angle or old.is_pano <> new.is_pano or old.viewpoint_count <> new.viewpoint_count
    or old.sequence_id <> new.sequence_id))
  execute function note_map_change('added');

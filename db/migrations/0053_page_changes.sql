CREATE TABLE "page_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "page_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1)
);
--> statement-breakpoint
ALTER TABLE "map_version" ADD COLUMN "counted_page_changes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- A row a transaction: a setting that ends with the transaction remembers that it is written.
create function note_page_change() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('mtp.page_change', true), '') = '' then
    insert into page_changes default values;
    perform set_config('mtp.page_change', 'noted', true);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger photos_page after insert or update or delete on photos for each statement execute function note_page_change();
--> statement-breakpoint
create trigger sequences_page after insert or update or delete on sequences for each statement execute function note_page_change();
--> statement-breakpoint
create trigger detections_page after insert or update or delete on detections for each statement execute function note_page_change();
--> statement-breakpoint
create trigger tags_page after insert or update or delete on tags for each statement execute function note_page_change();
--> statement-breakpoint
create trigger tag_types_page after insert or update or delete on tag_types for each statement execute function note_page_change();
--> statement-breakpoint
create trigger viewpoints_page after insert or update or delete on viewpoints for each statement execute function note_page_change();
--> statement-breakpoint
create trigger photo_blurs_page after insert or update or delete on photo_blurs for each statement execute function note_page_change();
--> statement-breakpoint
create trigger announcements_page after insert or update or delete on announcements for each statement execute function note_page_change();
--> statement-breakpoint
create trigger users_page after delete on users for each statement execute function note_page_change();
--> statement-breakpoint
-- Row by row, since a log-in writes what was there already.
create trigger users_page_changed after update on users
  for each row when (old.* is distinct from new.*) execute function note_page_change();
--> statement-breakpoint
create trigger uploads_page_changed after update on uploads
  for each row when ((old.strava_activity_id, old.google_street_view_url) is distinct from (new.strava_activity_id, new.google_street_view_url))
  execute function note_page_change();

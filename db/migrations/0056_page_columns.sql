-- Row by row, since a trigger of a statement is called also where no row is changed: each update of photos looks for sequences that it emptied.
-- Of a photo without what no page shows: checksums, and what is read or asked for beside. A page that is rendered reads the crop of its panorama itself.
drop trigger photos_page on photos;
--> statement-breakpoint
create trigger photos_page after insert or delete on photos for each statement execute function note_page_change();
--> statement-breakpoint
create trigger photos_page_changed after update of
  id, owner_id, sequence_id, n, mapillary_key, imported_at, captured_at, lng, lat, computed_lng, computed_lat, computed_compass_angle, cell,
  compass_angle, is_pano, camera_make, camera_model, altitude, altitude_source, computed_altitude, is_private, is_public, doubts, trusted, raw,
  viewpoint_count, backup_key, backup_sha256, backup_form, backup_bytes, backed_up_at, picture_flaws, denied_at, gone_at, keep_showing, hidden_at,
  hidden_by, hidden_reason, is_excluded, cleared_at
  on photos for each row execute function note_page_change();
--> statement-breakpoint
drop trigger sequences_page on sequences;
--> statement-breakpoint
create trigger sequences_page after insert or delete on sequences for each statement execute function note_page_change();
--> statement-breakpoint
create trigger sequences_page_changed after update on sequences for each row execute function note_page_change();

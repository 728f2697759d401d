-- A photo without what is read from its original again and again, counted, or brought by an import, whose end writes the manifest anyway.
create function photo_as_published(p photos) returns photos language plpgsql immutable as $$
begin
  p.raw := null;
  p.panorama_crop := null;
  p.picture_flaws := '{}';
  p.viewpoint_count := 0;
  p.is_public := false;
  return p;
end $$;
--> statement-breakpoint
-- Every other column counts, those that are added later too.
create or replace function note_unsaved_photos() returns trigger language plpgsql as $$
begin
  insert into unsaved_changes (kind, sequence_id)
    select distinct 'manifest', newer.sequence_id from new_rows newer join old_rows older on older.id = newer.id
    where photo_as_published(newer) *<> photo_as_published(older);
  return null;
end $$;
--> statement-breakpoint
create or replace function note_unsaved_sequence() returns trigger language plpgsql as $$
begin
  if new.deleted_at is null then
    insert into unsaved_changes (kind, sequence_id) values ('manifest', new.id);
  else
    insert into unsaved_changes (kind) values ('deleted');
  end if;
  return null;
end $$;
--> statement-breakpoint
update unsaved_changes set sequence_id = null where kind = 'deleted';

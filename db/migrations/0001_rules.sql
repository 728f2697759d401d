-- Who may see a photo is decided here, once: its data is stored, it is not private, and its sequence is public.
create function photo_is_public() returns trigger language plpgsql as $$
begin
  new.is_public := new.imported_at is not null and not new.is_private
    and (select s.is_public from sequences s where s.id = new.sequence_id);
  return new;
end $$;
--> statement-breakpoint
create trigger photos_is_public before insert or update of is_public, imported_at, is_private, sequence_id on photos
  for each row execute function photo_is_public();
--> statement-breakpoint
create function sequence_visibility_changed() returns trigger language plpgsql as $$
begin
  update photos set is_public = new.is_public
    where sequence_id = new.id and is_public is distinct from (new.is_public and imported_at is not null and not is_private);
  return null;
end $$;
--> statement-breakpoint
create trigger sequences_visibility after update on sequences
  for each row when (old.is_public is distinct from new.is_public) execute function sequence_visibility_changed();
--> statement-breakpoint
-- The number of true marks on each photo: kept here so that no code path can miss it, whatever runs at the same time.
create function count_viewpoint() returns trigger language plpgsql as $$
declare
  change integer := 0;
begin
  if tg_op <> 'INSERT' and old.value then change := change - 1; end if;
  if tg_op <> 'DELETE' and new.value then change := change + 1; end if;
  if change <> 0 then
    update photos set viewpoint_count = viewpoint_count + change where id = coalesce(new.photo_id, old.photo_id);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger viewpoints_count after insert or update or delete on viewpoints
  for each row execute function count_viewpoint();

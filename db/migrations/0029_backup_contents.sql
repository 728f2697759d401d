CREATE TABLE "instance" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"restoring_since" timestamp with time zone,
	"restored_at" timestamp with time zone,
	CONSTRAINT "instance_one_row" CHECK ("instance"."is_only")
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"kind" text NOT NULL,
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tombstones_pkey" PRIMARY KEY("kind","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "unsaved_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unsaved_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"sequence_id" bigint,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "unsaved_changes_sequence_idx" ON "unsaved_changes" USING btree ("sequence_id","kind");--> statement-breakpoint
insert into instance default values;
--> statement-breakpoint
create function note_unsaved_marks() returns trigger language plpgsql as $$
begin
  insert into unsaved_changes (kind, sequence_id)
    select distinct 'people', p.sequence_id from changed_rows c join photos p on p.id = c.photo_id;
  return null;
end $$;
--> statement-breakpoint
create trigger viewpoints_unsaved_insert after insert on viewpoints
  referencing new table as changed_rows for each statement execute function note_unsaved_marks();
--> statement-breakpoint
create trigger viewpoints_unsaved_update after update on viewpoints
  referencing new table as changed_rows for each statement execute function note_unsaved_marks();
--> statement-breakpoint
create trigger viewpoints_unsaved_delete after delete on viewpoints
  referencing old table as changed_rows for each statement execute function note_unsaved_marks();
--> statement-breakpoint
create trigger tags_unsaved_insert after insert on tags
  referencing new table as changed_rows for each statement execute function note_unsaved_marks();
--> statement-breakpoint
create trigger tags_unsaved_update after update on tags
  referencing new table as changed_rows for each statement execute function note_unsaved_marks();
--> statement-breakpoint
create trigger tags_unsaved_delete after delete on tags
  referencing old table as changed_rows for each statement execute function note_unsaved_marks();
--> statement-breakpoint
-- Rows of a history change only when the account of whoever made the change goes.
create function note_unsaved_history() returns trigger language plpgsql as $$
begin
  insert into unsaved_changes (kind, sequence_id)
    select distinct 'people', p.sequence_id from changed_rows c join tags t on t.id = c.tag_id join photos p on p.id = t.photo_id;
  return null;
end $$;
--> statement-breakpoint
create trigger tag_changes_unsaved after update on tag_changes
  referencing new table as changed_rows for each statement execute function note_unsaved_history();
--> statement-breakpoint
create function note_unsaved() returns trigger language plpgsql as $$
begin
  insert into unsaved_changes (kind) values (tg_argv[0]);
  return null;
end $$;
--> statement-breakpoint
create trigger tag_types_unsaved after insert or update or delete on tag_types
  for each statement execute function note_unsaved('tag-types');
--> statement-breakpoint
create trigger users_unsaved after insert or delete on users for each statement execute function note_unsaved('users');
--> statement-breakpoint
create trigger users_unsaved_update after update on users
  for each row when (old.* is distinct from new.*) execute function note_unsaved('users');
--> statement-breakpoint
create trigger key_matches_unsaved after insert or update or delete on key_matches
  for each statement execute function note_unsaved('users');
--> statement-breakpoint
create function note_unsaved_sequence() returns trigger language plpgsql as $$
begin
  insert into unsaved_changes (kind, sequence_id) values (case when new.deleted_at is null then 'manifest' else 'deleted' end, new.id);
  return null;
end $$;
--> statement-breakpoint
-- Bytes are compared, since boxes know no equality.
create trigger sequences_unsaved after update on sequences
  for each row when (old.* *<> new.*) execute function note_unsaved_sequence();
--> statement-breakpoint
-- What is read from an original again and again by itself (its crop, its flaws) is not waited for: the next manifest has it.
create function note_unsaved_photos() returns trigger language plpgsql as $$
begin
  insert into unsaved_changes (kind, sequence_id)
    select distinct 'manifest', n.sequence_id from new_rows n join old_rows o on o.id = n.id
    where (n.mapillary_key, n.is_private, n.gone_at, n.imported_at, n.captured_at, n.lng, n.lat, n.compass_angle, n.altitude, n.doubts, n.backup_key, n.backup_sha256, n.backup_form)
      is distinct from (o.mapillary_key, o.is_private, o.gone_at, o.imported_at, o.captured_at, o.lng, o.lat, o.compass_angle, o.altitude, o.doubts, o.backup_key, o.backup_sha256, o.backup_form);
  return null;
end $$;
--> statement-breakpoint
create trigger photos_unsaved after update on photos
  referencing old table as old_rows new table as new_rows for each statement execute function note_unsaved_photos();
--> statement-breakpoint
create function note_tombstone() returns trigger language plpgsql as $$
begin
  insert into tombstones (kind, deleted_id) values (tg_argv[0], old.id) on conflict do nothing;
  insert into unsaved_changes (kind) values ('deleted');
  return null;
end $$;
--> statement-breakpoint
create trigger sequences_tombstone after delete on sequences for each row execute function note_tombstone('sequence');
--> statement-breakpoint
create trigger users_tombstone after delete on users for each row execute function note_tombstone('user');
--> statement-breakpoint
-- A mark that comes back from the backup knows its place.
create or replace function place_viewpoint() returns trigger language plpgsql as $$
begin
  if new.place_id is null then new.place_id := place_of_marked_photo(new.photo_id); end if;
  return new;
end $$;
--> statement-breakpoint
-- What there is already: manifests of the earlier version are written anew, and people's data for the first time.
insert into unsaved_changes (kind, sequence_id)
  select kind, s.id from sequences s, unnest(array['manifest', 'people']) kind
  where s.deleted_at is null and exists (select from photos p where p.sequence_id = s.id and p.backed_up_at is not null);
--> statement-breakpoint
insert into unsaved_changes (kind) values ('users'), ('tag-types'), ('deleted');

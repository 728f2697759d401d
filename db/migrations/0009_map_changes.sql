CREATE TABLE "due_elections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "due_elections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"cell" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "map_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "map_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"takes_away" boolean NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "map_version" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"counted_changes" bigint DEFAULT 0 NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "map_version_one_row" CHECK ("map_version"."is_only")
);
--> statement-breakpoint
CREATE INDEX "photos_viewpoint_tile_idx" ON "photos" USING btree ("cell","viewpoint_count","id","sequence_id") WHERE is_public and viewpoint_count > 0;--> statement-breakpoint
INSERT INTO "map_version" DEFAULT VALUES;--> statement-breakpoint
-- A row a transaction: a setting that ends with the transaction remembers that it is written.
create function note_map_change() returns trigger language plpgsql as $$
declare
  takes_away boolean := tg_argv[0] = 'taken';
  noted text := coalesce(current_setting('mtp.map_change', true), '');
begin
  if noted = '' or (takes_away and noted <> 'taken') then
    insert into map_changes (takes_away) values (takes_away);
    perform set_config('mtp.map_change', tg_argv[0], true);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger photos_map_added after insert on photos
  for each row when (new.is_public) execute function note_map_change('added');
--> statement-breakpoint
create trigger photos_map_removed after delete on photos
  for each row when (old.is_public) execute function note_map_change('taken');
--> statement-breakpoint
create trigger photos_map_taken after update on photos
  for each row when (old.is_public and (not new.is_public or old.cell is distinct from new.cell)) execute function note_map_change('taken');
--> statement-breakpoint
create trigger photos_map_changed after update on photos
  for each row when (new.is_public and (not old.is_public or old.cell is distinct from new.cell or old.captured_at is distinct from new.captured_at
    or old.compass_angle is distinct from new.compass_angle or old.is_pano <> new.is_pano or old.viewpoint_count <> new.viewpoint_count))
  execute function note_map_change('added');
--> statement-breakpoint
create trigger sequences_map_added after insert on sequences
  for each row when (new.is_public) execute function note_map_change('added');
--> statement-breakpoint
create trigger sequences_map_removed after delete on sequences
  for each row when (old.is_public) execute function note_map_change('taken');
--> statement-breakpoint
create trigger sequences_map_taken after update on sequences
  for each row when (old.is_public and (not new.is_public or old.line is distinct from new.line or old.cell is distinct from new.cell))
  execute function note_map_change('taken');
--> statement-breakpoint
create trigger sequences_map_changed after update on sequences
  for each row when (new.is_public and (not old.is_public or old.line is distinct from new.line or old.cell is distinct from new.cell
    or old.min_zoom <> new.min_zoom or old.captured_at is distinct from new.captured_at or old.is_pano <> new.is_pano or old.photo_count <> new.photo_count))
  execute function note_map_change('added');
--> statement-breakpoint
-- Who leaves its place stands back: the next one is elected there, and itself again where it comes to.
create function forget_min_zoom() returns trigger language plpgsql as $$
begin
  new.min_zoom := 14;
  return new;
end $$;
--> statement-breakpoint
create trigger sequences_forget_min_zoom before update on sequences
  for each row when (new.published_at is null or new.deleted_at is not null or new.is_private or old.cell is distinct from new.cell)
  execute function forget_min_zoom();
--> statement-breakpoint
create function note_due_election() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.is_public then
    insert into due_elections (cell) select old.cell where old.cell is not null;
  end if;
  if tg_op <> 'DELETE' and new.is_public then
    insert into due_elections (cell) select new.cell where new.cell is not null;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger sequences_came_or_left after insert or delete on sequences
  for each row execute function note_due_election();
--> statement-breakpoint
create trigger sequences_moved after update on sequences
  for each row when (old.is_public is distinct from new.is_public or old.cell is distinct from new.cell) execute function note_due_election();
--> statement-breakpoint
-- What was hidden or deleted before there were elections after the first.
update sequences set min_zoom = 14 where not is_public and min_zoom <> 14;
--> statement-breakpoint
insert into due_elections (cell) select cell from sequences where is_public and cell is not null;

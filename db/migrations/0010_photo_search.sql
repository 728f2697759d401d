CREATE TABLE "photo_search" (
	"photo_id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"sequence_id" bigint NOT NULL,
	"captured_at" timestamp with time zone,
	"lng" double precision,
	"lat" double precision,
	"cell" bigint,
	"altitude" double precision,
	"compass_angle" real,
	"viewpoint_count" integer NOT NULL,
	"is_pano" boolean NOT NULL,
	"is_public" boolean NOT NULL,
	"terms" bigint[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_terms" (
	"term" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "photo_search" ADD CONSTRAINT "photo_search_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "photo_search_terms_idx" ON "photo_search" USING gin ("terms") WITH (fastupdate=false) WHERE is_public;--> statement-breakpoint
CREATE INDEX "photo_search_captured_idx" ON "photo_search" USING btree ("captured_at","photo_id") WHERE is_public;--> statement-breakpoint
CREATE INDEX "photo_search_viewpoints_idx" ON "photo_search" USING btree ("viewpoint_count","photo_id") WHERE is_public and viewpoint_count > 0;--> statement-breakpoint
CREATE INDEX "photo_search_altitude_idx" ON "photo_search" USING btree ("altitude") WHERE is_public;--> statement-breakpoint
CREATE INDEX "photo_search_cell_idx" ON "photo_search" USING btree ("cell") WHERE is_public;--> statement-breakpoint
CREATE INDEX "photo_search_sequence_idx" ON "photo_search" USING btree ("sequence_id");--> statement-breakpoint
CREATE INDEX "photo_search_owner_idx" ON "photo_search" USING btree ("owner_id","is_public","captured_at","photo_id");--> statement-breakpoint
CREATE INDEX "search_terms_value_idx" ON "search_terms" USING btree ("kind","value" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_username_idx" ON "users" USING btree ("username");
--> statement-breakpoint
-- A word as a number: the same on every server and for ever. Two words that meet are less likely than a broken disk.
create function search_term(kind text, value text) returns bigint language sql immutable strict parallel safe as $$
  select ('x' || substr(md5(kind || ' ' || case when kind in ('make', 'model', 'sequenceTag') then lower(value) else value end), 1, 16))::bit(64)::bigint
$$;
--> statement-breakpoint
-- The words of these photos. `is_named`: search_terms keeps it, for lists of what there is. Beside what people search by there are
-- times (how often a photo has a tag, from 2 to 20), tagged, month, square (of the map), lot (a random share of all photos: 1/2, 1/4, …), marked.
create function photo_words(ids bigint[]) returns table (photo_id bigint, term bigint, kind text, value text, is_named boolean)
language sql stable as $$
  select p.id, search_term(w.kind, w.value), w.kind, w.value, w.is_named
  from photos p join sequences s on s.id = p.sequence_id
  cross join lateral (
    select 'user' as kind, p.owner_id::text as value, true as is_named
    union all select 'pano', p.is_pano::text, true
    union all select 'make', p.camera_make, true where p.camera_make <> ''
    union all select 'model', p.camera_model, true where p.camera_model <> ''
    union all select 'transport', s.transport_type, true where s.transport_type is not null
    union all select 'sequenceTag', tag, true from unnest(s.tags) tag
    union all select t.kind, t.value, t.is_named
      from (select p.captured_at at time zone 'UTC' as moment where p.captured_at is not null) c,
      lateral (values
        ('year', to_char(c.moment, 'YYYY'), true),
        ('month', to_char(c.moment, 'YYYY-MM'), false),
        ('season', (array['winter', 'spring', 'summer', 'autumn'])
          [1 + (extract(month from c.moment)::int % 12 / 3 + case when p.lat < 0 then 2 else 0 end) % 4], true)
      ) t (kind, value, is_named)
    union all select 'square', zoom || ' ' || (p.cell >> (62 - 2 * zoom)), false
      from unnest(array[6, 9, 12]) zoom where p.cell is not null
    union all select 'lot', level::text, false from generate_series(1, 20) level
      where ((p.id % 2147483648) * 2654435761) % 4294967296 < 4294967296 >> level
    union all select 'marked', 'true', false where p.viewpoint_count > 0
    union all select w.kind, w.value, w.is_named from (
        select d.value, count(*) as times from detections d where d.photo_id = p.id group by d.value
      ) found, lateral (values
        ('mapillary', found.value, true),
        ('tagged', 'mapillary', true),
        ('times', case when found.times > 1 then 'mapillary ' || found.value || ' ' || least(found.times, 20) end, true)
      ) w (kind, value, is_named) where w.value is not null
    union all select w.kind, w.value, w.is_named from (
        select t.type, count(*) as times from tags t where t.photo_id = p.id and t.removed_at is null group by t.type
      ) found, lateral (values
        ('mtp', found.type, true),
        ('tagged', 'mtp', true),
        ('times', case when found.times > 1 then 'mtp ' || found.type || ' ' || least(found.times, 20) end, true)
      ) w (kind, value, is_named) where w.value is not null
  ) w
  where p.id = any(ids) and p.imported_at is not null
$$;
--> statement-breakpoint
-- Brings the rows of these photos in photo_search up to date. Statements on one sequence take their turn: two at once would not see
-- each other's rows, and the second would undo the first.
create function refresh_photo_search(ids bigint[]) returns bigint language plpgsql as $$
declare
  changed bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('photo_search', turns.sequence_id))
    from (select distinct p.sequence_id from photos p where p.id = any(ids) order by 1) turns;
  with words as materialized (
    select * from photo_words(ids)
  ), named as (
    insert into search_terms (term, kind, value)
      select distinct on (w.term) w.term, w.kind, w.value from words w
      where w.is_named and not exists (select from search_terms known where known.term = w.term)
      order by w.term
    on conflict do nothing
  )
  insert into photo_search as stored (photo_id, owner_id, sequence_id, captured_at, lng, lat, cell, altitude, compass_angle, viewpoint_count, is_pano, is_public, terms)
    select p.id, p.owner_id, p.sequence_id, p.captured_at, p.lng, p.lat, p.cell, p.altitude, p.compass_angle, p.viewpoint_count, p.is_pano, p.is_public, found.terms
    from (select w.photo_id, array_agg(distinct w.term order by w.term) as terms from words w group by w.photo_id) found
    join photos p on p.id = found.photo_id
  on conflict (photo_id) do update set
    owner_id = excluded.owner_id, sequence_id = excluded.sequence_id, captured_at = excluded.captured_at, lng = excluded.lng, lat = excluded.lat,
    cell = excluded.cell, altitude = excluded.altitude, compass_angle = excluded.compass_angle, viewpoint_count = excluded.viewpoint_count,
    is_pano = excluded.is_pano, is_public = excluded.is_public, terms = excluded.terms
    where stored.* is distinct from excluded.*;
  get diagnostics changed = row_count;
  return changed;
end $$;
--> statement-breakpoint
create function photos_changed() returns trigger language plpgsql as $$
begin
  perform refresh_photo_search(ids) from (
    select array_agg(n.id) as ids from new_rows n join old_rows o on o.id = n.id
    where (n.imported_at, n.owner_id, n.sequence_id, n.captured_at, n.lng, n.lat, n.cell, n.altitude, n.compass_angle, n.is_pano, n.camera_make, n.camera_model, n.viewpoint_count, n.is_public)
      is distinct from (o.imported_at, o.owner_id, o.sequence_id, o.captured_at, o.lng, o.lat, o.cell, o.altitude, o.compass_angle, o.is_pano, o.camera_make, o.camera_model, o.viewpoint_count, o.is_public)
  ) changed where ids is not null;
  return null;
end $$;
--> statement-breakpoint
create trigger photos_search_update after update on photos
  referencing old table as old_rows new table as new_rows for each statement execute function photos_changed();
--> statement-breakpoint
create function photos_added() returns trigger language plpgsql as $$
begin
  perform refresh_photo_search(ids) from (select array_agg(id) as ids from new_rows where imported_at is not null) added where ids is not null;
  return null;
end $$;
--> statement-breakpoint
create trigger photos_search_insert after insert on photos
  referencing new table as new_rows for each statement execute function photos_added();
--> statement-breakpoint
-- For every table whose rows say something of a photo and name it in photo_id.
create function photo_words_changed() returns trigger language plpgsql as $$
begin
  perform refresh_photo_search(ids) from (select array_agg(distinct photo_id) as ids from changed_rows) changed where ids is not null;
  return null;
end $$;
--> statement-breakpoint
create trigger detections_search_insert after insert on detections
  referencing new table as changed_rows for each statement execute function photo_words_changed();
--> statement-breakpoint
create trigger detections_search_update after update on detections
  referencing new table as changed_rows for each statement execute function photo_words_changed();
--> statement-breakpoint
create trigger detections_search_delete after delete on detections
  referencing old table as changed_rows for each statement execute function photo_words_changed();
--> statement-breakpoint
create trigger tags_search_insert after insert on tags
  referencing new table as changed_rows for each statement execute function photo_words_changed();
--> statement-breakpoint
create trigger tags_search_update after update on tags
  referencing new table as changed_rows for each statement execute function photo_words_changed();
--> statement-breakpoint
create trigger tags_search_delete after delete on tags
  referencing old table as changed_rows for each statement execute function photo_words_changed();
--> statement-breakpoint
create function sequences_changed() returns trigger language plpgsql as $$
begin
  perform refresh_photo_search(ids) from (
    select array_agg(p.id) as ids from photos p where p.imported_at is not null and p.sequence_id in (
      select n.id from new_rows n join old_rows o on o.id = n.id where (n.transport_type, n.tags) is distinct from (o.transport_type, o.tags)
    )
  ) changed where ids is not null;
  return null;
end $$;
--> statement-breakpoint
create trigger sequences_search after update on sequences
  referencing old table as old_rows new table as new_rows for each statement execute function sequences_changed();
--> statement-breakpoint
-- What is there already: about a minute for each million photos.
do $$
declare
  first bigint := 0;
  ids bigint[];
begin
  loop
    select array_agg(id), max(id) into ids, first from (select id from photos where id > first order by id limit 2000) batch;
    exit when ids is null;
    perform refresh_photo_search(ids);
  end loop;
end $$;

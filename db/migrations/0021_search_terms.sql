-- What a photo is found by are terms, in the code and here.
alter function photo_words(bigint[]) rename to photo_terms;
--> statement-breakpoint
alter function photo_words_changed() rename to photo_terms_changed;
--> statement-breakpoint
-- Brings the rows of these photos in photo_search up to date. Statements on one sequence take their turn: two at once would not see
-- each other's rows, and the second would undo the first.
create or replace function refresh_photo_search(ids bigint[]) returns bigint language plpgsql as $$
declare
  changed bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('photo_search', turns.sequence_id))
    from (select distinct p.sequence_id from photos p where p.id = any(ids) order by 1) turns;
  with terms as materialized (
    select * from photo_terms(ids)
  ), named as (
    insert into search_terms (term, kind, value)
      select distinct on (t.term) t.term, t.kind, t.value from terms t
      where t.is_named and not exists (select from search_terms stored where stored.term = t.term)
      order by t.term
    on conflict do nothing
  )
  insert into photo_search as stored (photo_id, owner_id, sequence_id, captured_at, lng, lat, cell, altitude, compass_angle, viewpoint_count, is_pano, is_public, terms)
    select p.id, p.owner_id, p.sequence_id, p.captured_at, p.lng, p.lat, p.cell, p.altitude, p.compass_angle, p.viewpoint_count, p.is_pano, p.is_public, grouped.terms
    from (select t.photo_id, array_agg(distinct t.term order by t.term) as terms from terms t group by t.photo_id) grouped
    join photos p on p.id = grouped.photo_id
  on conflict (photo_id) do update set
    owner_id = excluded.owner_id, sequence_id = excluded.sequence_id, captured_at = excluded.captured_at, lng = excluded.lng, lat = excluded.lat,
    cell = excluded.cell, altitude = excluded.altitude, compass_angle = excluded.compass_angle, viewpoint_count = excluded.viewpoint_count,
    is_pano = excluded.is_pano, is_public = excluded.is_public, terms = excluded.terms
    where stored.* is distinct from excluded.*;
  get diagnostics changed = row_count;
  return changed;
end $$;

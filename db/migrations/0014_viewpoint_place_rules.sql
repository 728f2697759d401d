-- The lower end of the 95 % Wilson score interval of a share of n answers (docs/viewpoints.md). 0 without answers.
create function wilson_lower_bound(yes bigint, no bigint) returns double precision
language sql immutable strict parallel safe as $$
  select case when yes + no = 0 then 0 else (
    yes::float8 / (yes + no) + 1.9208 / (yes + no)
    - 1.96 * sqrt(yes::float8 * no / (yes + no) + 0.9604) / (yes + no)
  ) / (1 + 3.8416 / (yes + no)) end
$$;
--> statement-breakpoint
-- The place that a photo belongs to: the one of its earlier marks, else the nearest that stands within 25 m and looks the same way
-- (45 degrees; photos that look all around, or whose heading is unknown, go with any), else a new one.
-- Locks: photo, then (to found a place) the key below, then place. Everything that touches places keeps this order.
create function place_of_marked_photo(marked_photo_id bigint) returns bigint language plpgsql as $$
declare
  marked photos%rowtype;
  found_id bigint;
  looks double precision;
  high double precision;
  wide double precision;
begin
  select * into marked from photos where id = marked_photo_id for no key update;
  select place_id into found_id from viewpoints where photo_id = marked_photo_id and place_id is not null limit 1;
  if found_id is null then
    perform pg_advisory_xact_lock(hashtextextended('viewpoint places', 0));
    looks := case when marked.is_pano then null else marked.compass_angle end;
    high := 25 / 111195.0;
    wide := high / greatest(cos(radians(coalesce(marked.lat, 0))), 0.000001);
    select place.id into found_id from viewpoint_places place
    where place.anchor <@ box(point(marked.lng - wide, marked.lat - high), point(marked.lng + wide, marked.lat + high))
      and (place.anchor_heading is null or looks is null or abs(mod((place.anchor_heading - looks)::numeric + 540, 360) - 180) <= 45)
      and power((place.anchor[0] - marked.lng) / wide, 2) + power((place.anchor[1] - marked.lat) / high, 2) <= 1
    order by power((place.anchor[0] - marked.lng) / wide, 2) + power((place.anchor[1] - marked.lat) / high, 2), place.id
    limit 1;
    if found_id is null then
      insert into viewpoint_places (anchor, anchor_heading)
      values (case when marked.lng is null then null else point(marked.lng, marked.lat) end, looks)
      returning id into found_id;
    end if;
  end if;
  perform 1 from viewpoint_places where id = found_id for update;
  return found_id;
end $$;
--> statement-breakpoint
-- Counts a place again: people, not marks, and public photos only. A place without any mark goes. Answers whether anything was wrong.
create function refresh_viewpoint_place(changed_id bigint) returns boolean language plpgsql as $$
begin
  perform 1 from viewpoint_places where id = changed_id for update;
  if not exists (select 1 from viewpoints where place_id = changed_id) then
    delete from viewpoint_places where id = changed_id;
    return found;
  end if;
  with marks as (
    select v.photo_id, v.user_id, v.value, v.marked_at, p.cell
    from viewpoints v join photos p on p.id = v.photo_id
    where v.place_id = changed_id and p.is_public
  ), people as (
    select count(*) filter (where likes) as yes, count(*) filter (where not likes) as no, max(liked_at) as liked_at
    from (select bool_or(value) as likes, max(marked_at) filter (where value) as liked_at from marks group by user_id) each_person
  ), best as (
    select photo_id, min(cell) as cell from marks group by photo_id having bool_or(value)
    order by wilson_lower_bound(count(*) filter (where value), count(*) filter (where not value)) desc,
      max(marked_at) filter (where value) desc, photo_id desc
    limit 1
  )
  update viewpoint_places place
  set true_count = people.yes, false_count = people.no, score = wilson_lower_bound(people.yes, people.no),
    last_marked_at = people.liked_at, best_photo_id = best.photo_id, cell = best.cell
  from people left join best on true
  where place.id = changed_id
    and (place.true_count, place.false_count, place.score, place.last_marked_at, place.best_photo_id, place.cell)
      is distinct from (people.yes, people.no, wilson_lower_bound(people.yes, people.no), people.liked_at, best.photo_id, best.cell);
  return found;
end $$;
--> statement-breakpoint
create function place_viewpoint() returns trigger language plpgsql as $$
begin
  new.place_id := place_of_marked_photo(new.photo_id);
  return new;
end $$;
--> statement-breakpoint
create trigger viewpoints_find_place before insert on viewpoints for each row execute function place_viewpoint();
--> statement-breakpoint
create function viewpoint_place_changed() returns trigger language plpgsql as $$
begin
  perform refresh_viewpoint_place(coalesce(new.place_id, old.place_id));
  return null;
end $$;
--> statement-breakpoint
-- After viewpoints_count, which locks the photo: triggers fire in the order of their names.
create trigger viewpoints_place after insert or update or delete on viewpoints
  for each row execute function viewpoint_place_changed();
--> statement-breakpoint
create function marked_photo_changed() returns trigger language plpgsql as $$
begin
  perform refresh_viewpoint_place(place_id) from (select distinct place_id from viewpoints where photo_id = new.id) marked;
  return null;
end $$;
--> statement-breakpoint
-- A photo that is hidden, shown or moved changes the place that it belongs to.
create trigger photos_viewpoint_place after update on photos
  for each row when ((old.is_public, old.cell) is distinct from (new.is_public, new.cell))
  execute function marked_photo_changed();
--> statement-breakpoint
-- The marks there were before places were, in the order in which they were made.
do $$
declare
  mark record;
begin
  for mark in select photo_id, min(marked_at) as first_at from viewpoints group by photo_id order by first_at, photo_id loop
    update viewpoints set place_id = place_of_marked_photo(mark.photo_id) where photo_id = mark.photo_id;
  end loop;
end $$;

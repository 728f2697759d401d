CREATE TABLE "blur_failures" (
	"photo_id" bigint PRIMARY KEY NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"ask_again_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "photo_blurs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "photo_blurs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"photo_id" bigint NOT NULL,
	"region" jsonb NOT NULL,
	"source" text NOT NULL,
	"author_id" bigint,
	"report_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	"removed_by" bigint
);
--> statement-breakpoint
CREATE TABLE "due_exclusions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "due_exclusions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"owner_id" bigint
);
--> statement-breakpoint
CREATE TABLE "excluded_areas" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "excluded_areas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"owner_id" bigint,
	"shape" jsonb,
	"sealed" text,
	"outline" "polygon",
	"meters_per_lng" double precision,
	"offset_east" double precision,
	"offset_north" double precision,
	"margin_meters" double precision,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "is_excluded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "blurs_checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "blur_failures" ADD CONSTRAINT "blur_failures_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_blurs" ADD CONSTRAINT "photo_blurs_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_blurs" ADD CONSTRAINT "photo_blurs_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_blurs" ADD CONSTRAINT "photo_blurs_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_blurs" ADD CONSTRAINT "photo_blurs_removed_by_users_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due_exclusions" ADD CONSTRAINT "due_exclusions_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "excluded_areas" ADD CONSTRAINT "excluded_areas_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "photo_blurs_photo_idx" ON "photo_blurs" USING btree ("photo_id","id");--> statement-breakpoint
CREATE INDEX "photo_blurs_report_idx" ON "photo_blurs" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "excluded_areas_owner_idx" ON "excluded_areas" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "photos_blurs_due_idx" ON "photos" USING btree ("id") WHERE backup_key is not null and backup_form is distinct from 'processed' and blurs_checked_at is null;--> statement-breakpoint
-- Whether one of the positions is inside. An area that nobody could open after a restore holds every photo.
create function is_in_excluded_area(owner bigint, lng double precision, lat double precision, computed_lng double precision, computed_lat double precision)
returns boolean language sql stable as $$
  select exists (
    select from excluded_areas a where (a.owner_id = owner or a.owner_id is null) and (a.outline is null
      or point(lng * a.meters_per_lng, lat * 111195) <-> a.outline <= a.margin_meters
      or point(computed_lng * a.meters_per_lng, computed_lat * 111195) <-> a.outline <= a.margin_meters))
$$;
--> statement-breakpoint
create or replace function photo_is_shown(p photos) returns boolean language sql immutable parallel safe as $$
  select p.imported_at is not null and not p.is_private and p.hidden_at is null and not p.is_excluded and (p.gone_at is null or p.keep_showing)
$$;
--> statement-breakpoint
-- Who changes excluded areas takes this lock alone: so they are seen here, or the change waits for this transaction and sees its photos.
create or replace function photo_is_public() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('excluded areas', 0));
  new.is_excluded := is_in_excluded_area(new.owner_id, new.lng, new.lat, new.computed_lng, new.computed_lat);
  new.is_public := photo_is_shown(new) and (select s.is_public from sequences s where s.id = new.sequence_id);
  return new;
end $$;
--> statement-breakpoint
drop trigger photos_is_public on photos;
--> statement-breakpoint
create trigger photos_is_public
  before insert or update of is_public, is_excluded, imported_at, is_private, hidden_at, gone_at, keep_showing, sequence_id,
    owner_id, lng, lat, computed_lng, computed_lat on photos
  for each row execute function photo_is_public();
--> statement-breakpoint
create or replace function refresh_emptied(ids bigint[]) returns bigint language plpgsql as $$
declare
  changed bigint;
begin
  update sequences s set is_emptied = not s.is_emptied
    from unnest(ids) as given (id)
    where s.id = given.id and s.is_emptied is distinct from (
      not exists (select from photos p where p.sequence_id = s.id and photo_is_shown(p))
      and exists (select from photos p where p.sequence_id = s.id and (p.hidden_at is not null or p.gone_at is not null or p.is_excluded)));
  get diagnostics changed = row_count;
  return changed;
end $$;
--> statement-breakpoint
create or replace function photos_left() returns trigger language plpgsql as $$
begin
  perform refresh_emptied(array(
    select distinct n.sequence_id from new_rows n join old_rows o on o.id = n.id
    where (n.imported_at is null, n.is_private, n.hidden_at is null, n.gone_at is null, n.keep_showing, n.is_excluded)
      <> (o.imported_at is null, o.is_private, o.hidden_at is null, o.gone_at is null, o.keep_showing, o.is_excluded)
  ));
  return null;
end $$;
--> statement-breakpoint
-- What follows from the excluded areas, which are kept with the accounts, is no part of a manifest.
create or replace function photo_as_published(p photos) returns photos language plpgsql immutable as $$
begin
  p.raw := null;
  p.panorama_crop := null;
  p.picture_flaws := '{}';
  p.viewpoint_count := 0;
  p.is_public := false;
  p.is_excluded := false;
  return p;
end $$;
--> statement-breakpoint
create trigger excluded_areas_unsaved after insert or update or delete on excluded_areas
  for each statement execute function note_unsaved('users');
--> statement-breakpoint
create function note_unsaved_blurs() returns trigger language plpgsql as $$
begin
  insert into unsaved_changes (kind, sequence_id)
    select distinct 'manifest', p.sequence_id from changed_rows c join photos p on p.id = c.photo_id;
  return null;
end $$;
--> statement-breakpoint
create trigger photo_blurs_unsaved_insert after insert on photo_blurs
  referencing new table as changed_rows for each statement execute function note_unsaved_blurs();
--> statement-breakpoint
create trigger photo_blurs_unsaved_update after update on photo_blurs
  referencing new table as changed_rows for each statement execute function note_unsaved_blurs();
--> statement-breakpoint
create trigger photo_blurs_unsaved_delete after delete on photo_blurs
  referencing old table as changed_rows for each statement execute function note_unsaved_blurs();

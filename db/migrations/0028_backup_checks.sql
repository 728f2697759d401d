CREATE TABLE "backup_checks" (
	"photo_id" bigint PRIMARY KEY NOT NULL,
	"verified_at" timestamp with time zone,
	"state" text,
	"copies" smallint DEFAULT 1 NOT NULL,
	"claim_id" uuid,
	"claimed_until" timestamp with time zone,
	CONSTRAINT "backup_checks_copies_range" CHECK ("backup_checks"."copies" between 0 and 2)
);
--> statement-breakpoint
CREATE TABLE "backup_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "backup_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"photo_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"copy" smallint NOT NULL,
	"found" text NOT NULL,
	"done" text NOT NULL,
	"detail" text,
	"happened_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "backup_events_copy_range" CHECK ("backup_events"."copy" in (1, 2))
);
--> statement-breakpoint
CREATE TABLE "vault_passes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "vault_passes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"sequence_id" bigint,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"expected" integer NOT NULL,
	"looked_at" integer DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"bad" integer DEFAULT 0 NOT NULL,
	"mended" integer DEFAULT 0 NOT NULL,
	"alarm" text
);
--> statement-breakpoint
ALTER TABLE "backup_checks" ADD CONSTRAINT "backup_checks_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_events" ADD CONSTRAINT "backup_events_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_events" ADD CONSTRAINT "backup_events_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_passes" ADD CONSTRAINT "vault_passes_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backup_checks_due_idx" ON "backup_checks" USING btree ("verified_at" NULLS FIRST,"photo_id");--> statement-breakpoint
CREATE INDEX "backup_checks_bad_idx" ON "backup_checks" USING btree ("verified_at" NULLS FIRST,"photo_id") WHERE state <> 'ok';--> statement-breakpoint
CREATE INDEX "backup_events_owner_idx" ON "backup_events" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "backup_events_photo_idx" ON "backup_events" USING btree ("photo_id","id");--> statement-breakpoint
CREATE INDEX "vault_passes_started_idx" ON "vault_passes" USING btree ("kind","started_at");--> statement-breakpoint
CREATE INDEX "vault_passes_sequence_idx" ON "vault_passes" USING btree ("sequence_id","id") WHERE sequence_id is not null;--> statement-breakpoint
CREATE INDEX "photos_backup_key_idx" ON "photos" USING btree ("backup_key" collate "C") WHERE backup_key is not null;--> statement-breakpoint
-- A row for each photo with an original; other bytes were never looked at.
create function note_original() returns trigger language plpgsql as $$
begin
  if new.backed_up_at is null or new.backup_key is null or new.backup_sha256 is null or new.backup_bytes is null then
    delete from backup_checks where photo_id = new.id;
  else
    insert into backup_checks (photo_id) values (new.id)
    on conflict (photo_id) do update set verified_at = null, state = null, copies = 1;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger photos_original_added after insert on photos for each row
  when (new.backed_up_at is not null) execute function note_original();
--> statement-breakpoint
create trigger photos_original_changed after update of backup_key, backup_sha256, backup_bytes, backed_up_at on photos for each row
  when ((old.backup_key, old.backup_sha256, old.backup_bytes, old.backed_up_at)
    is distinct from (new.backup_key, new.backup_sha256, new.backup_bytes, new.backed_up_at))
  execute function note_original();
--> statement-breakpoint
insert into backup_checks (photo_id) select id from photos
where backed_up_at is not null and backup_key is not null and backup_sha256 is not null and backup_bytes is not null;
--> statement-breakpoint
-- What happened stays told. Rows that go with their photo or their owner are deleted by the trigger of a foreign key, one level deeper.
create function refuse_event_change() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() = 1 then
    raise exception '% is append only', tg_table_name using errcode = 'integrity_constraint_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
create trigger backup_events_append_only before update or delete on backup_events for each row execute function refuse_event_change();

CREATE TABLE "takeout_files" (
	"takeout_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"path" text NOT NULL,
	"bytes" bigint NOT NULL,
	"crc32" bigint NOT NULL,
	"sha256" text NOT NULL,
	"backup_key" text NOT NULL,
	"backup_offset" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "takeout_files_pkey" PRIMARY KEY("takeout_id","position"),
	CONSTRAINT "takeout_files_path_key" UNIQUE("takeout_id","path")
);
--> statement-breakpoint
CREATE TABLE "takeout_sequences" (
	"takeout_id" bigint NOT NULL,
	"sequence_id" bigint NOT NULL,
	"packed_at" timestamp with time zone,
	CONSTRAINT "takeout_sequences_pkey" PRIMARY KEY("takeout_id","sequence_id")
);
--> statement-breakpoint
CREATE TABLE "takeouts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "takeouts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint NOT NULL,
	"state" text DEFAULT 'making' NOT NULL,
	"reason" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"is_all" boolean NOT NULL,
	"part_bytes" bigint,
	"parts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ready_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"quiet_until" timestamp with time zone,
	"lost_after_seconds" integer DEFAULT 50 NOT NULL,
	CONSTRAINT "takeouts_ready_complete" CHECK ("takeouts"."state" <> 'ready' or ("takeouts"."ready_at" is not null and "takeouts"."expires_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "backup_crc32" bigint;--> statement-breakpoint
ALTER TABLE "takeout_files" ADD CONSTRAINT "takeout_files_takeout_id_takeouts_id_fk" FOREIGN KEY ("takeout_id") REFERENCES "public"."takeouts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takeout_sequences" ADD CONSTRAINT "takeout_sequences_takeout_id_takeouts_id_fk" FOREIGN KEY ("takeout_id") REFERENCES "public"."takeouts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takeout_sequences" ADD CONSTRAINT "takeout_sequences_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takeouts" ADD CONSTRAINT "takeouts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "takeout_sequences_sequence_idx" ON "takeout_sequences" USING btree ("sequence_id");--> statement-breakpoint
CREATE INDEX "takeouts_user_idx" ON "takeouts" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "takeouts_making_idx" ON "takeouts" USING btree ("moved_at") WHERE state = 'making';--> statement-breakpoint
CREATE INDEX "takeouts_expires_idx" ON "takeouts" USING btree ("expires_at") WHERE state = 'ready';--> statement-breakpoint
-- What was deleted is not handed out any more: its takeouts end with the deletion, whoever deletes.
create function end_takeouts_of_sequence() returns trigger language plpgsql as $$
begin
  update takeouts set state = 'ended', ended_at = now(), reason = 'A sequence in it was deleted. Make a new takeout.'
    where state <> 'ended' and id in (select takeout_id from takeout_sequences where sequence_id = old.id);
  return case when tg_op = 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
create trigger sequences_takeouts_deleted before delete on sequences for each row execute function end_takeouts_of_sequence();
--> statement-breakpoint
create trigger sequences_takeouts_marked after update of deleted_at on sequences
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function end_takeouts_of_sequence();

CREATE TABLE "withheld_marks" (
	"photo_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"value" boolean NOT NULL,
	"marked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "withheld_marks_pkey" PRIMARY KEY("photo_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "deleting_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "deletion_removes_backup" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "deletion_keeps_contributions" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "erasing_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "is_departed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "withheld_marks" ADD CONSTRAINT "withheld_marks_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withheld_marks" ADD CONSTRAINT "withheld_marks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "withheld_marks_user_idx" ON "withheld_marks" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "users_deleting_idx" ON "users" USING btree ("deleting_at") WHERE deleting_at is not null;--> statement-breakpoint
create or replace function sequence_is_public() returns trigger language plpgsql as $$
begin
  new.is_public := new.published_at is not null and new.deleted_at is null and not new.is_private and new.hidden_at is null
    and not new.is_emptied
    and exists (select from users u where u.id = new.owner_id and u.suspended_at is null and u.deleting_at is null);
  return new;
end $$;
--> statement-breakpoint
drop trigger users_suspension on users;
--> statement-breakpoint
alter function user_suspension_changed() rename to user_visibility_changed;
--> statement-breakpoint
create trigger users_visibility after update on users
  for each row when ((old.suspended_at is null and old.deleting_at is null) <> (new.suspended_at is null and new.deleting_at is null))
  execute function user_visibility_changed();

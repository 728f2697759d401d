ALTER TABLE "account_readings" RENAME TO "account_syncs";--> statement-breakpoint
ALTER TABLE "account_syncs" RENAME CONSTRAINT "account_readings_pkey" TO "account_syncs_pkey";--> statement-breakpoint
ALTER TABLE "account_syncs" RENAME CONSTRAINT "account_readings_user_id_users_id_fk" TO "account_syncs_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "account_syncs" ALTER COLUMN "state" SET DEFAULT 'running';--> statement-breakpoint
UPDATE "account_syncs" SET "state" = 'running' WHERE "state" = 'reading';--> statement-breakpoint
ALTER TABLE "map_changes" RENAME COLUMN "takes_away" TO "is_takedown";--> statement-breakpoint
create or replace function note_map_change() returns trigger language plpgsql as $$
declare
  takedown boolean := tg_argv[0] = 'taken';
  noted text := coalesce(current_setting('mtp.map_change', true), '');
begin
  if noted = '' or (takedown and noted <> 'taken') then
    insert into map_changes (is_takedown) values (takedown);
    perform set_config('mtp.map_change', tg_argv[0], true);
  end if;
  return null;
end $$;

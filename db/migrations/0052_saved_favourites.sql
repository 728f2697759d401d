-- Whose favourite a photo is lies in the backup, beside tags and marks.
create trigger favourites_unsaved_insert after insert on favourites
  referencing new table as changed_rows for each statement execute function note_unsaved_marks();
--> statement-breakpoint
create trigger favourites_unsaved_delete after delete on favourites
  referencing old table as changed_rows for each statement execute function note_unsaved_marks();
--> statement-breakpoint
insert into unsaved_changes (kind, sequence_id)
  select distinct 'people', p.sequence_id from favourites f join photos p on p.id = f.photo_id join sequences s on s.id = p.sequence_id
  where s.deleted_at is null;

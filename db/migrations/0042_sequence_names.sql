ALTER TABLE "sequences" ADD COLUMN "needs_name" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "sequences_needs_name_idx" ON "sequences" USING btree ("id") WHERE needs_name and line is not null;
--> statement-breakpoint
-- Names that were made of transport and date only are made anew, with a place (lib/sequences/name-sequences.ts).
UPDATE sequences SET needs_name = true
WHERE name ~ '^[^,]+(, [0-9]{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{4})?$'
  AND split_part(name, ', ', 1) IN ('Sequence', transport_type);

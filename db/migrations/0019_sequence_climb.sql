ALTER TABLE "sequences" ADD COLUMN "climb_meters" double precision;--> statement-breakpoint
-- What lib/geo/elevation-profile.ts reckons, once, for the sequences that are there.
CREATE FUNCTION pg_temp.climb_of(altitudes double precision[]) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
  climb double precision := 0;
  reference double precision := altitudes[1];
  altitude double precision;
BEGIN
  FOREACH altitude IN ARRAY altitudes LOOP
    CONTINUE WHEN abs(altitude - reference) < 3;
    climb := climb + greatest(altitude - reference, 0);
    reference := altitude;
  END LOOP;
  RETURN climb;
END $$;--> statement-breakpoint
UPDATE "sequences" s SET "climb_meters" = pg_temp.climb_of(along.altitudes)
FROM (
  SELECT p.sequence_id, array_agg(p.altitude ORDER BY p.n) AS altitudes
  FROM "photos" p JOIN "sequences" of ON of.id = p.sequence_id
  WHERE p.imported_at IS NOT NULL AND p.altitude IS NOT NULL AND (of.is_private OR NOT p.is_private)
  GROUP BY p.sequence_id
) along
WHERE along.sequence_id = s.id AND s.published_at IS NOT NULL;

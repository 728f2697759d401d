-- The rule of lib/mapillary/camera-name.ts: null for what only says that the camera is not known.
CREATE FUNCTION pg_temp.camera_name(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  unknown text := '^(?:0*|none|nothing|unknown|null|nil|undefined|undef|nan|na|notavailable|notapplicable|notset|unset|unspecified|empty|blank|default|(?:no|unknown)(?:make|model|camera|device|name))$';
  name text := btrim(regexp_replace(given, '[\s\u0001-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]+', ' ', 'g'));
  words text[] := regexp_split_to_array(lower(name), '[\s!-/:-@\[-`{-~\u2013\u2014]+');
BEGIN
  IF name = '-1' OR array_to_string(words, '') ~ unknown OR NOT EXISTS (SELECT FROM unnest(words) word WHERE word !~ unknown) THEN
    RETURN NULL;
  END IF;
  RETURN name;
END $$;--> statement-breakpoint
-- In batches: photos are searched by their cameras, and what is found is kept by triggers.
DO $$
DECLARE
  ids bigint[];
  doubted bigint[] := ARRAY(
    SELECT id FROM "photos"
    WHERE "camera_make" IS DISTINCT FROM pg_temp.camera_name("camera_make") OR "camera_model" IS DISTINCT FROM pg_temp.camera_name("camera_model")
    ORDER BY id
  );
BEGIN
  FOR lowest IN 1..cardinality(doubted) BY 2000 LOOP
    ids := doubted[lowest : lowest + 1999];
    UPDATE "photos" SET "camera_make" = pg_temp.camera_name("camera_make"), "camera_model" = pg_temp.camera_name("camera_model") WHERE id = ANY(ids);
  END LOOP;
END $$;--> statement-breakpoint
UPDATE "sequences" SET "camera_make" = pg_temp.camera_name("camera_make") WHERE "camera_make" IS DISTINCT FROM pg_temp.camera_name("camera_make");--> statement-breakpoint
UPDATE "account_photos" SET "camera_make" = pg_temp.camera_name("camera_make") WHERE "camera_make" IS DISTINCT FROM pg_temp.camera_name("camera_make");--> statement-breakpoint
UPDATE "account_sequences" SET "camera_make" = pg_temp.camera_name("camera_make") WHERE "camera_make" IS DISTINCT FROM pg_temp.camera_name("camera_make");--> statement-breakpoint
DELETE FROM "search_terms" WHERE "kind" IN ('make', 'model') AND "value" IS DISTINCT FROM pg_temp.camera_name("value");

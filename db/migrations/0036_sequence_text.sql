-- The words by which a sequence is found. array_to_string is not immutable for arrays of any type; of texts it is.
CREATE FUNCTION sequence_words(name text, description text, tags text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('simple', name || ' ' || description || ' ' || array_to_string(tags, ' '));
--> statement-breakpoint
CREATE INDEX sequences_words_idx ON sequences USING gin (sequence_words(name, description, tags));

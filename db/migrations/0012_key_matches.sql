CREATE TABLE "key_candidates" (
	"photo_id" bigint NOT NULL,
	"new_key" text NOT NULL,
	CONSTRAINT "key_candidates_pkey" PRIMARY KEY("photo_id","new_key")
);
--> statement-breakpoint
CREATE TABLE "key_matches" (
	"kind" text NOT NULL,
	"old_key" text NOT NULL,
	"new_key" text NOT NULL,
	"how" text NOT NULL,
	"matched_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "key_matches_pkey" PRIMARY KEY("kind","old_key"),
	CONSTRAINT "key_matches_new_key_key" UNIQUE("kind","new_key")
);
--> statement-breakpoint
CREATE TABLE "matched_sequences" (
	"sequence_id" bigint PRIMARY KEY NOT NULL,
	"ambiguous" integer NOT NULL,
	"missing" integer NOT NULL,
	"matched_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "key_candidates" ADD CONSTRAINT "key_candidates_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matched_sequences" ADD CONSTRAINT "matched_sequences_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "key_candidates_new_key_idx" ON "key_candidates" USING btree ("new_key");
CREATE TABLE "own_buckets" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "own_buckets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint NOT NULL,
	"endpoint" text NOT NULL,
	"region" text NOT NULL,
	"bucket" text NOT NULL,
	"key_id" text NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tried_at" timestamp with time zone,
	"trouble" text,
	CONSTRAINT "own_buckets_user_key" UNIQUE("user_id")
);
--> statement-breakpoint
CREATE TABLE "own_copies" (
	"bucket_id" bigint NOT NULL,
	"photo_id" bigint NOT NULL,
	"sha256" text NOT NULL,
	"copied_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "own_copies_pkey" PRIMARY KEY("bucket_id","photo_id")
);
--> statement-breakpoint
ALTER TABLE "takeout_files" ADD COLUMN "head_bytes" bigint;--> statement-breakpoint
ALTER TABLE "takeout_files" ADD COLUMN "tail_key" text;--> statement-breakpoint
ALTER TABLE "takeout_files" ADD COLUMN "tail_offset" bigint;--> statement-breakpoint
ALTER TABLE "takeout_sequences" ADD COLUMN "numbers" integer[];--> statement-breakpoint
ALTER TABLE "takeout_sequences" ADD COLUMN "derived_n" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "takeout_sequences" ADD COLUMN "summary" jsonb;--> statement-breakpoint
ALTER TABLE "takeouts" ADD COLUMN "is_repaired" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "own_buckets" ADD CONSTRAINT "own_buckets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_copies" ADD CONSTRAINT "own_copies_bucket_id_own_buckets_id_fk" FOREIGN KEY ("bucket_id") REFERENCES "public"."own_buckets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_copies" ADD CONSTRAINT "own_copies_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "own_buckets_tried_idx" ON "own_buckets" USING btree ("tried_at" asc nulls first);--> statement-breakpoint
CREATE INDEX "own_copies_photo_idx" ON "own_copies" USING btree ("photo_id");--> statement-breakpoint
ALTER TABLE "takeout_files" ADD CONSTRAINT "takeout_files_tail_whole" CHECK (num_nulls("takeout_files"."head_bytes", "takeout_files"."tail_key", "takeout_files"."tail_offset") in (0, 3));
CREATE TABLE "account_photos" (
	"user_id" bigint NOT NULL,
	"sequence_key" text NOT NULL,
	"photo_key" text NOT NULL,
	"captured_at" timestamp with time zone,
	"lng" double precision,
	"lat" double precision,
	"is_pano" boolean NOT NULL,
	"camera_make" text,
	"seen_in" integer NOT NULL,
	CONSTRAINT "account_photos_pkey" PRIMARY KEY("user_id","sequence_key","photo_key")
);
--> statement-breakpoint
CREATE TABLE "account_readings" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"number" integer DEFAULT 1 NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'reading' NOT NULL,
	"reason" text,
	"waiting_until" timestamp with time zone,
	"since" timestamp with time zone,
	"until" timestamp with time zone,
	"after" text,
	"photo_count" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"progress_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"whole_read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "account_sequences" (
	"user_id" bigint NOT NULL,
	"sequence_key" text NOT NULL,
	"is_stale" boolean DEFAULT true NOT NULL,
	"captured_at" timestamp with time zone,
	"photo_count" integer DEFAULT 0 NOT NULL,
	"length_meters" double precision DEFAULT 0 NOT NULL,
	"camera_make" text,
	"is_pano" boolean DEFAULT false NOT NULL,
	"line" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "account_sequences_pkey" PRIMARY KEY("user_id","sequence_key")
);
--> statement-breakpoint
ALTER TABLE "account_photos" ADD CONSTRAINT "account_photos_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_readings" ADD CONSTRAINT "account_readings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_sequences" ADD CONSTRAINT "account_sequences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
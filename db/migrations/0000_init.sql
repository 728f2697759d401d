CREATE TABLE "detections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "detections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"photo_id" bigint NOT NULL,
	"layer" text NOT NULL,
	"mapillary_key" text NOT NULL,
	"value" text NOT NULL,
	"score" double precision,
	"area" double precision,
	"shape" jsonb,
	"captured_at" timestamp with time zone,
	"raw" jsonb NOT NULL,
	CONSTRAINT "detections_layer_mapillary_key_key" UNIQUE("layer","mapillary_key")
);
--> statement-breakpoint
CREATE TABLE "import_errors" (
	"import_id" bigint NOT NULL,
	"photo_id" bigint NOT NULL,
	"stage" text NOT NULL,
	"reason" text NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_errors_pkey" PRIMARY KEY("import_id","stage","photo_id")
);
--> statement-breakpoint
CREATE TABLE "import_photos" (
	"import_id" bigint NOT NULL,
	"photo_id" bigint NOT NULL,
	"data" text DEFAULT 'pending' NOT NULL,
	"altitude" text DEFAULT 'pending' NOT NULL,
	"trafficsigns" text DEFAULT 'pending' NOT NULL,
	"segmentations" text DEFAULT 'pending' NOT NULL,
	"instances" text DEFAULT 'pending' NOT NULL,
	"originals" text DEFAULT 'pending' NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "import_photos_pkey" PRIMARY KEY("import_id","photo_id")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "imports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sequence_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"reason" text,
	"waiting_until" timestamp with time zone,
	"waits" integer DEFAULT 0 NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"photo_total" integer,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "photos" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "photos_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"owner_id" bigint NOT NULL,
	"sequence_id" bigint NOT NULL,
	"n" integer NOT NULL,
	"mapillary_key" text NOT NULL,
	"imported_at" timestamp with time zone,
	"captured_at" timestamp with time zone,
	"lng" double precision,
	"lat" double precision,
	"computed_lng" double precision,
	"computed_lat" double precision,
	"cell" bigint,
	"compass_angle" real,
	"is_pano" boolean DEFAULT false NOT NULL,
	"camera_make" text,
	"camera_model" text,
	"altitude" double precision,
	"is_private" boolean DEFAULT false NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"raw" jsonb,
	"viewpoint_count" integer DEFAULT 0 NOT NULL,
	"backup_key" text,
	"backup_sha256" text,
	"backup_bytes" bigint,
	"backed_up_at" timestamp with time zone,
	"gone_at" timestamp with time zone,
	CONSTRAINT "photos_mapillary_key_key" UNIQUE("mapillary_key"),
	CONSTRAINT "photos_id_owner_key" UNIQUE("id","owner_id"),
	CONSTRAINT "photos_n_positive" CHECK ("photos"."n" > 0),
	CONSTRAINT "photos_position_range" CHECK ("photos"."lng" between -180 and 180 and "photos"."lat" between -90 and 90)
);
--> statement-breakpoint
CREATE TABLE "sequences" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sequences_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"owner_id" bigint NOT NULL,
	"mapillary_key" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"transport_type" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"camera_make" text,
	"captured_at" timestamp with time zone,
	"length_meters" double precision DEFAULT 0 NOT NULL,
	"photo_count" integer DEFAULT 0 NOT NULL,
	"photo_keys" text[] DEFAULT '{}' NOT NULL,
	"line" "bytea",
	"bbox" "box",
	"cell" bigint,
	"min_zoom" smallint DEFAULT 14 NOT NULL,
	"is_pano" boolean DEFAULT false NOT NULL,
	"is_private" boolean DEFAULT false NOT NULL,
	"published_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"is_public" boolean GENERATED ALWAYS AS (published_at is not null and deleted_at is null and not is_private) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sequences_mapillary_key_key" UNIQUE("mapillary_key")
);
--> statement-breakpoint
CREATE TABLE "mapillary_accounts" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"encrypted_token" text NOT NULL,
	"key_id" text NOT NULL,
	"expires_at" timestamp with time zone,
	"state" text DEFAULT 'active' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "users_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mapillary_key" text NOT NULL,
	"username" text NOT NULL,
	"role" text DEFAULT 'user' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_mapillary_key_key" UNIQUE("mapillary_key")
);
--> statement-breakpoint
CREATE TABLE "viewpoints" (
	"photo_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"photo_owner_id" bigint NOT NULL,
	"value" boolean NOT NULL,
	"marked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "viewpoints_pkey" PRIMARY KEY("photo_id","user_id"),
	CONSTRAINT "viewpoints_not_by_owner" CHECK ("viewpoints"."user_id" <> "viewpoints"."photo_owner_id")
);
--> statement-breakpoint
ALTER TABLE "detections" ADD CONSTRAINT "detections_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_errors" ADD CONSTRAINT "import_errors_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_errors" ADD CONSTRAINT "import_errors_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_photos" ADD CONSTRAINT "import_photos_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_photos" ADD CONSTRAINT "import_photos_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sequences" ADD CONSTRAINT "sequences_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapillary_accounts" ADD CONSTRAINT "mapillary_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "viewpoints" ADD CONSTRAINT "viewpoints_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "viewpoints" ADD CONSTRAINT "viewpoints_photo_owner_fkey" FOREIGN KEY ("photo_id","photo_owner_id") REFERENCES "public"."photos"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "detections_photo_idx" ON "detections" USING btree ("photo_id");--> statement-breakpoint
CREATE INDEX "detections_value_idx" ON "detections" USING btree ("value","photo_id");--> statement-breakpoint
CREATE INDEX "import_photos_photo_idx" ON "import_photos" USING btree ("photo_id");--> statement-breakpoint
CREATE UNIQUE INDEX "imports_one_active_per_sequence" ON "imports" USING btree ("sequence_id") WHERE state in ('queued', 'running', 'waiting_for_login', 'waiting_for_mapillary');--> statement-breakpoint
CREATE INDEX "imports_user_idx" ON "imports" USING btree ("user_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "photos_sequence_n_key" ON "photos" USING btree ("sequence_id","n");--> statement-breakpoint
CREATE INDEX "photos_tile_idx" ON "photos" USING btree ("cell","id","sequence_id","captured_at","compass_angle","is_pano") WHERE is_public;--> statement-breakpoint
CREATE INDEX "photos_captured_idx" ON "photos" USING btree ("captured_at","id") WHERE is_public;--> statement-breakpoint
CREATE INDEX "photos_viewpoints_idx" ON "photos" USING btree ("viewpoint_count","id") WHERE is_public;--> statement-breakpoint
CREATE INDEX "photos_owner_idx" ON "photos" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "sequences_owner_idx" ON "sequences" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "sequences_bbox_idx" ON "sequences" USING gist ("bbox") WHERE is_public;--> statement-breakpoint
CREATE INDEX "sequences_overview_idx" ON "sequences" USING btree ("min_zoom","cell") WHERE is_public;--> statement-breakpoint
CREATE INDEX "sequences_cell_idx" ON "sequences" USING btree ("cell") WHERE is_public;--> statement-breakpoint
CREATE INDEX "viewpoints_user_idx" ON "viewpoints" USING btree ("user_id","marked_at");
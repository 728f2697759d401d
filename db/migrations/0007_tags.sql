CREATE TABLE "tag_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tag_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tag_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"changed_by" bigint,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"type" text NOT NULL,
	"shape" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tag_types" (
	"value" text PRIMARY KEY NOT NULL,
	"parent" text,
	"label" text NOT NULL,
	"colour" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" bigint,
	"proposed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" bigint,
	"decided_at" timestamp with time zone,
	CONSTRAINT "tag_types_value_form" CHECK ("tag_types"."value" ~ '^[a-z0-9]+(-[a-z0-9]+)*(--[a-z0-9]+(-[a-z0-9]+)*){0,3}$'),
	CONSTRAINT "tag_types_below_parent" CHECK (case when "tag_types"."parent" is null then "tag_types"."value" not like '%--%' else starts_with("tag_types"."value", "tag_types"."parent" || '--') end),
	CONSTRAINT "tag_types_colour_form" CHECK ("tag_types"."colour" ~ '^#[0-9a-f]{6}$'),
	CONSTRAINT "tag_types_label_length" CHECK (char_length("tag_types"."label") between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tags_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"photo_id" bigint NOT NULL,
	"author_id" bigint NOT NULL,
	"type" text NOT NULL,
	"shape" jsonb NOT NULL,
	"area" double precision NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_by" bigint,
	"removed_at" timestamp with time zone,
	"removed_by" bigint,
	CONSTRAINT "tags_shape_form" CHECK (coalesce("tags"."shape" ->> 'type', '') in ('Polygon', 'MultiPolygon')),
	CONSTRAINT "tags_shape_in_picture" CHECK (not jsonb_path_exists("tags"."shape", 'strict $.coordinates.** ? (@.type() == "number" && (@ < 0 || @ > 1))')),
	CONSTRAINT "tags_shape_size" CHECK (jsonb_array_length(jsonb_path_query_array("tags"."shape", 'strict $.coordinates.** ? (@.type() == "number")')) between 8 and 500),
	CONSTRAINT "tags_area_range" CHECK ("tags"."area" > 0 and "tags"."area" <= 1)
);
--> statement-breakpoint
ALTER TABLE "tag_changes" ADD CONSTRAINT "tag_changes_tag_id_tags_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tags"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tag_changes" ADD CONSTRAINT "tag_changes_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tag_types" ADD CONSTRAINT "tag_types_parent_tag_types_value_fk" FOREIGN KEY ("parent") REFERENCES "public"."tag_types"("value") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tag_types" ADD CONSTRAINT "tag_types_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tag_types" ADD CONSTRAINT "tag_types_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_type_tag_types_value_fk" FOREIGN KEY ("type") REFERENCES "public"."tag_types"("value") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_removed_by_users_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tag_changes_tag_idx" ON "tag_changes" USING btree ("tag_id","id");--> statement-breakpoint
CREATE INDEX "tag_types_proposed_idx" ON "tag_types" USING btree ("proposed_by") WHERE state = 'proposed';--> statement-breakpoint
CREATE UNIQUE INDEX "tags_same_once" ON "tags" USING btree ("photo_id","author_id","type",md5("shape"::text)) WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "tags_photo_idx" ON "tags" USING btree ("photo_id");--> statement-breakpoint
CREATE INDEX "tags_type_idx" ON "tags" USING btree ("type","photo_id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "tags_author_idx" ON "tags" USING btree ("author_id","id");
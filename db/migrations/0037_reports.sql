CREATE TABLE "reports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"photo_id" bigint,
	"sequence_id" bigint,
	"user_id" bigint,
	"owner_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"gravity" smallint NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"email" text,
	"region" jsonb,
	"reporter_id" bigint,
	"address_hash" text NOT NULL,
	"key_hash" text NOT NULL,
	"is_trapped" boolean DEFAULT false NOT NULL,
	"has_hidden" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decision" text,
	"decision_reason" text,
	"decided_by" bigint,
	"decided_at" timestamp with time zone,
	"answer" text,
	"answered_at" timestamp with time zone,
	"appeal" text,
	"appealed_at" timestamp with time zone,
	CONSTRAINT "reports_one_subject" CHECK (num_nonnulls(photo_id, sequence_id, user_id) = 1)
);
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_users_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reports_queue_idx" ON "reports" USING btree ("state","gravity","created_at","id") WHERE not is_trapped;--> statement-breakpoint
CREATE INDEX "reports_address_idx" ON "reports" USING btree ("address_hash","created_at");--> statement-breakpoint
CREATE INDEX "reports_hidden_idx" ON "reports" USING btree ("created_at") WHERE has_hidden;--> statement-breakpoint
CREATE INDEX "reports_photo_idx" ON "reports" USING btree ("photo_id") WHERE photo_id is not null;--> statement-breakpoint
CREATE INDEX "reports_sequence_idx" ON "reports" USING btree ("sequence_id") WHERE sequence_id is not null;--> statement-breakpoint
CREATE INDEX "reports_user_idx" ON "reports" USING btree ("user_id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "reports_owner_idx" ON "reports" USING btree ("owner_id");
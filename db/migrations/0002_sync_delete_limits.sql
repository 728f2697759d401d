CREATE TABLE "imported_per_day" (
	"day" date NOT NULL,
	"user_id" bigint NOT NULL,
	"photo_count" integer NOT NULL,
	CONSTRAINT "imported_per_day_pkey" PRIMARY KEY("day","user_id")
);
--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "kind" text DEFAULT 'import' NOT NULL;--> statement-breakpoint
ALTER TABLE "sequences" ADD COLUMN "removes_backup" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "imported_per_day" ADD CONSTRAINT "imported_per_day_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
CREATE TABLE "mail_addresses" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"address" text,
	"confirmed_at" timestamp with time zone,
	"schedule" text DEFAULT 'urgent' NOT NULL,
	"mailed_since" timestamp with time zone DEFAULT now() NOT NULL,
	"digest_on" date,
	"refusal" text,
	"pending_address" text,
	"code_hash" text,
	"code_expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mails_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"user_id" bigint,
	"report_id" bigint,
	"address" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"trouble" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"try_at" timestamp with time zone DEFAULT now() NOT NULL,
	"claimed_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_report_key" UNIQUE("report_id")
);
--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "mail_id" bigint;--> statement-breakpoint
ALTER TABLE "mail_addresses" ADD CONSTRAINT "mail_addresses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_due_idx" ON "mails" USING btree ("try_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "mails_sending_idx" ON "mails" USING btree ("claimed_at") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "mails_user_idx" ON "mails" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "mails_address_idx" ON "mails" USING btree (lower("address"),"created_at") WHERE address is not null;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_mail_idx" ON "notices" USING btree ("mail_id") WHERE mail_id is not null;--> statement-breakpoint
CREATE INDEX "reports_mailed_idx" ON "reports" USING btree ("decided_at") WHERE email is not null and state = 'decided';--> statement-breakpoint
CREATE INDEX "reports_email_idx" ON "reports" USING btree (lower("email")) WHERE email is not null;
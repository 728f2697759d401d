ALTER TABLE "mails" DROP CONSTRAINT "mails_report_key";--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_report_key" UNIQUE("report_id","decided_at");--> statement-breakpoint
UPDATE "mails" m SET "decision" = r."decision", "decided_at" = r."decided_at" FROM "reports" r WHERE r."id" = m."report_id" AND m."kind" = 'decision';

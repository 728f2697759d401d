import { env } from '@/lib/config/env'
import { createMailer } from '@/lib/mail/mailer'
import type { MailTools } from '@/lib/mail/send-mails'
import { mailLinkKeys } from '@/lib/mail/unsubscribe'
import { runtime } from '@/lib/server/runtime'

/** What sends mails; null: this instance sends none. */
export function mailTools(): MailTools | null {
  const { SMTP_URL: url, MAIL_FROM: from, NEXTAUTH_SECRET, NEXTAUTH_URL: siteUrl } = env()
  if (url === undefined || from === undefined) return null
  const { db } = runtime()
  return { db, siteUrl, mailer: createMailer({ url, from }), linkKeys: mailLinkKeys(NEXTAUTH_SECRET) }
}

export function sendsMail(): boolean {
  return env().SMTP_URL !== undefined
}

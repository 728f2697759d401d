import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mailAddresses } from '@/db/schema/people/mail'
import { createMailer, type Mailer } from '@/lib/mail/mailer'
import { type MailTools, sendMails } from '@/lib/mail/send-mails'
import { mailLinkKeys } from '@/lib/mail/unsubscribe'
import { insertUser } from './factories'
import { bodyOf, headersOf, startSmtpServer } from './smtp-server'

export const SITE_URL = 'https://photos.example'
export const LINK_KEYS = mailLinkKeys(['a secret of this very test'])
const FROM = { name: 'Map the Paths', address: 'photos@example.org' }

type World = {
  tools: MailTools
  server: Awaited<ReturnType<typeof startSmtpServer>>
  /** Sends what is due at that hour (UTC) of a day; how many. */
  send: (hour?: number, day?: string) => Promise<number>
  /** What was sent so far, and forgets it. */
  taken: () => { to: string; subject: string; text: string; headers: Map<string, string> }[]
}

/** An instance that sends mail to a real server on loopback. `wrap`: between the two. */
export async function withMail(
  db: Db,
  use: (world: World) => Promise<void>,
  wrap: (mailer: Mailer) => Mailer = (mailer) => mailer,
): Promise<void> {
  const server = await startSmtpServer()
  const mailer = wrap(createMailer({ url: server.url, from: FROM }))
  const tools = { db, siteUrl: SITE_URL, linkKeys: LINK_KEYS, mailer }
  try {
    await use({
      tools,
      server,
      async send(hour = 0, day = '2026-11-29') {
        const now = new Date(`${day}T${String(hour).padStart(2, '0')}:30:00Z`)
        return (await sendMails(tools, { endsAt: Date.now() + 10_000, now })).sent
      },
      taken() {
        return server.received.splice(0).map(({ to, raw }) => {
          const headers = headersOf(raw)
          return { to: to.join(' '), subject: headers.get('subject') ?? '', text: bodyOf(raw), headers }
        })
      },
    })
  } finally {
    await server.close()
  }
}

/** Somebody with a confirmed address. */
export async function insertReader(db: Db, values: Partial<typeof mailAddresses.$inferInsert> = {}) {
  const user = await insertUser(db)
  const address = `${user.username}@example.net`
  const mailedSince = new Date('2026-01-01T00:00:00Z')
  await db.insert(mailAddresses).values({ userId: user.id, address, confirmedAt: mailedSince, mailedSince, ...values })
  return { ...user, address }
}

export async function addressOf(db: Db, userId: number) {
  const [row] = await db.select().from(mailAddresses).where(eq(mailAddresses.userId, userId))
  return row
}

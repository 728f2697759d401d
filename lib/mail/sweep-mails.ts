import { and, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { notices } from '@/db/schema/people/notices'
import { MAIL_DAYS } from '@/lib/model/people/mail'

/**
 * Forgets addresses that were not confirmed in time, and mails of long ago, but those that keep a notice from being mailed again. Safe to
 * repeat.
 */
export async function sweepMails(db: Db): Promise<void> {
  await db
    .update(mailAddresses)
    .set({ pendingAddress: null, codeHash: null, codeExpiresAt: null })
    .where(lt(mailAddresses.codeExpiresAt, sql`now()`))
  await db
    .delete(mailAddresses)
    .where(and(isNull(mailAddresses.address), isNull(mailAddresses.pendingAddress), isNull(mailAddresses.refusal)))
  await db
    .update(mails)
    .set({ address: null })
    .where(
      and(
        isNotNull(mails.address), // it was kept to count links
        ne(mails.state, 'waiting'),
        lt(mails.createdAt, sql`now() - interval '1 day'`),
      ),
    )
  await db.execute(sql`
    delete from ${mails} m
    where m.created_at < now() - make_interval(days => ${MAIL_DAYS}) and not exists (select 1 from ${notices} n where n.mail_id = m.id)`)
}

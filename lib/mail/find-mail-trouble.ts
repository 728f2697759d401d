import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mails } from '@/db/schema/people/mail'

/**
 * What the server said, when it has taken no mail for an hour though there was some, or refused one for good and has taken none since; else
 * null.
 */
export async function findMailTrouble(db: Db): Promise<string | null> {
  const [row] = await db.execute<{ trouble: string | null }>(sql`
    select m.trouble from (
      select trouble, created_at, now() - interval '1 hour' as since from ${mails}
      where state = 'waiting' and attempts > 0 and created_at < now() - interval '1 hour'
      union all
      select trouble, created_at, claimed_at from ${mails}
      where state = 'failed' and claimed_at between now() - interval '1 day' and now() - interval '1 hour'
    ) m
    where not exists (select 1 from ${mails} s where s.sent_at > m.since)
    order by m.created_at limit 1`)
  return row?.trouble ?? null
}

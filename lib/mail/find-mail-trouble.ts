import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mails } from '@/db/schema/mail'

/** What the server said last, when for an hour it has taken no mail, though there was some; else null. */
export async function findMailTrouble(db: Db): Promise<string | null> {
  const [row] = await db.execute<{ trouble: string | null }>(sql`
    select m.trouble from ${mails} m
    where m.state = 'waiting' and m.attempts > 0 and m.created_at < now() - interval '1 hour'
      and not exists (select 1 from ${mails} s where s.sent_at > now() - interval '1 hour')
    order by m.created_at limit 1`)
  return row?.trouble ?? null
}

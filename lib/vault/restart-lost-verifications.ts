import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { SILENT_SECONDS } from './request-verification'

/**
 * Takes up requested passes through a sequence that have not moved for a while: their event never reached Inngest, or Inngest lost their run.
 * The caller sends the events.
 */
export async function restartLostVerifications(db: Db): Promise<{ passId: number }[]> {
  const rows = await db.execute<{ id: string }>(sql`
    update vault_passes set moved_at = now() where id in (
      select id from vault_passes
      where sequence_id is not null and finished_at is null and moved_at < now() - ${SILENT_SECONDS} * interval '1 second'
      limit 500 for update skip locked)
    returning id`)
  return rows.map(({ id }) => ({ passId: Number(id) }))
}

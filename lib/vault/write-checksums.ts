import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

const LINES_AT_ONCE = 1_000

/** The noted SHA-256 of each of a user's originals as `sha256sum -c` reads them, in the folder of the backup. */
export async function* checksumLines(
  db: Db,
  { ownerId, sequenceId }: { ownerId: number; sequenceId: number | null },
): AsyncGenerator<string> {
  for (let last = 0; ; ) {
    const rows = await db.execute<{ id: string; sha256: string; key: string }>(sql`
      select p.id, p.backup_sha256 as sha256, p.backup_key as key
      from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
      where p.owner_id = ${ownerId} and s.deleted_at is null and p.id > ${last}
        and (${sequenceId}::bigint is null or p.sequence_id = ${sequenceId})
      order by p.id limit ${LINES_AT_ONCE}`)
    if (rows.length > 0) yield rows.map(({ sha256, key }) => `${sha256}  ${key}\n`).join('')
    const end = rows.at(-1)
    if (!end) return
    last = Number(end.id)
  }
}

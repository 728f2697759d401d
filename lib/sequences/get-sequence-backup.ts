import { and, count, eq, isNotNull, sum } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequencePrefix } from '@/lib/backup/keys'

/** What the backup holds of a sequence, and in which folder. */
export type SequenceBackup = { folder: string; files: number; bytes: number }

/** The originals of a sequence that are in the backup. For its owner. */
export async function getSequenceBackup(
  db: Db,
  { sequenceId, username }: { sequenceId: number; username: string },
): Promise<SequenceBackup> {
  const [row] = await db
    .select({ files: count(), bytes: sum(photos.backupBytes).mapWith(Number) })
    .from(photos)
    .where(and(eq(photos.sequenceId, sequenceId), isNotNull(photos.backedUpAt)))
  return { folder: sequencePrefix(username, sequenceId), files: row?.files ?? 0, bytes: row?.bytes ?? 0 }
}

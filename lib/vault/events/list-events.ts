import { and, desc, eq, lt } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { backupEvents } from '@/db/schema/vault'
import type { BackupFinding, BackupRepair, BackupSubject } from '@/lib/model/backup-states'

/** What happened to one of somebody's originals, or to the picture that is kept for everybody. */
type ListedEvent = {
  id: number
  photoId: number
  n: number
  sequenceId: number
  sequenceName: string
  subject: BackupSubject
  copy: number // 1: in the backup, 2: in the second one
  found: BackupFinding
  done: BackupRepair
  happenedAt: string // ISO 8601
}

export type EventPage = { events: ListedEvent[]; nextCursor: string | null }

/** What happened to the user's originals, the latest first; `cursor`: before the event with that id. */
export async function listEvents(
  db: Db,
  { ownerId, limit, cursor }: { ownerId: number; limit: number; cursor?: number | undefined },
): Promise<EventPage> {
  const rows = await db
    .select({
      id: backupEvents.id,
      photoId: backupEvents.photoId,
      n: photos.n,
      sequenceId: photos.sequenceId,
      sequenceName: sequences.name,
      subject: backupEvents.subject,
      copy: backupEvents.copy,
      found: backupEvents.found,
      done: backupEvents.done,
      happenedAt: backupEvents.happenedAt,
    })
    .from(backupEvents)
    .innerJoin(photos, eq(photos.id, backupEvents.photoId))
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .where(and(eq(backupEvents.ownerId, ownerId), cursor === undefined ? undefined : lt(backupEvents.id, cursor)))
    .orderBy(desc(backupEvents.id))
    .limit(limit + 1)
  const events = rows.slice(0, limit).map((row) => ({ ...row, happenedAt: row.happenedAt.toISOString() }))
  const last = events.at(-1)
  return { events, nextCursor: rows.length > limit && last ? String(last.id) : null }
}

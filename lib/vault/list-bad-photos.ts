import { and, asc, eq, isNull, ne } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { backupChecks } from '@/db/schema/vault'
import type { BackupState } from '@/lib/model/backup-states'

/** A photo whose original is not what it should be. */
export type BadPhoto = {
  photoId: number
  n: number
  sequenceName: string
  capturedAt: string | null // ISO 8601
  bytes: number
  sha256: string // hex, of the right file
  state: BackupState
}

/** The user's photos whose originals are bad, some of them. */
export async function listBadPhotos(
  db: Db,
  { ownerId, limit }: { ownerId: number; limit: number },
): Promise<BadPhoto[]> {
  const rows = await db
    .select({
      photoId: photos.id,
      n: photos.n,
      sequenceName: sequences.name,
      capturedAt: photos.capturedAt,
      bytes: photos.backupBytes,
      sha256: photos.backupSha256,
      state: backupChecks.state,
    })
    .from(backupChecks)
    .innerJoin(photos, eq(photos.id, backupChecks.photoId))
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .where(and(eq(photos.ownerId, ownerId), ne(backupChecks.state, 'ok'), isNull(sequences.deletedAt)))
    .orderBy(asc(photos.sequenceId), asc(photos.n))
    .limit(limit)
  return rows.flatMap(({ bytes, sha256, state, capturedAt, ...row }) =>
    bytes === null || sha256 === null || state === null
      ? []
      : [{ ...row, bytes, sha256, state, capturedAt: capturedAt?.toISOString() ?? null }],
  )
}

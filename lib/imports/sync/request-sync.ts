import { and, eq, inArray, or } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import { DEFAULT_LIMITS } from '@/lib/imports/request/limits'
import { claimPhotos } from '@/lib/imports/request/photos-today'
import type { RequestedImport, RequestTools } from '@/lib/imports/request/request-import'
import { requireMigratedKeys } from '@/lib/key-migration/old-keys'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { Elsewhere } from '@/lib/model/import-notes'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { getOwnSequence } from '@/lib/sequences/get-own-sequence'
import { withToken } from '@/lib/users/with-token'

/**
 * Asks for a run that brings in what has changed on Mapillary. While an import of the sequence runs, that one is answered. Throws NOT_FOUND
 * (also for somebody else's), CONFLICT (being deleted), UNAUTHENTICATED, RATE_LIMITED (more new photos than are left today), UPSTREAM_FAILED.
 */
export async function requestSync(
  tools: RequestTools,
  { sequenceId, userId, elsewhere = 'leave' }: { sequenceId: number; userId: number; elsewhere?: Elsewhere },
): Promise<RequestedImport> {
  const { db, limits = DEFAULT_LIMITS } = tools
  const own = await getOwnSequence(db, { sequenceId, userId })
  const active = await findActive(db, sequenceId)
  if (active) return active
  await requireMigratedKeys(tools, sequenceId)
  const keys = await withToken(tools, userId, (token) => listKeys(tools.mapillary, token, own.mapillaryKey))
  const created = await db.transaction(async (tx) => {
    const [row] = await tx
      .insert(imports)
      .values({ sequenceId, userId, kind: 'sync', elsewhere })
      .onConflictDoNothing()
      .returning()
    if (!row) return null
    await claimPhotos(tx, limits, { userId, photoCount: await countNew(tx, sequenceId, keys) })
    return { sequenceId, importId: row.id, attempt: row.attempt }
  })
  const result = created ?? (await findActive(db, sequenceId))
  if (!result) throw new AppError('CONFLICT', 'Another import of this sequence has just ended. Try again.')
  return result
}

async function findActive(db: Db, sequenceId: number): Promise<RequestedImport | null> {
  const [row] = await db
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.sequenceId, sequenceId), inArray(imports.state, [...ACTIVE_STATES])))
  return row ? { sequenceId, importId: row.id, attempt: null } : null
}

/** The sequence's photos on Mapillary now; none when it is gone. */
async function listKeys(mapillary: MapillaryClient, token: string, sequenceKey: string): Promise<string[]> {
  try {
    return (await mapillary.getSequence(token, sequenceKey)).photoKeys
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return []
    throw error
  }
}

async function countNew(db: Db, sequenceId: number, keys: string[]): Promise<number> {
  const known = or(eq(photos.sequenceId, sequenceId), inArray(photos.mapillaryKey, keys))
  const rows = await db.select({ key: photos.mapillaryKey }).from(photos).where(known)
  const knownKeys = new Set(rows.map(({ key }) => key))
  return new Set(keys.filter((key) => !knownKeys.has(key))).size
}

import { and, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { HOURS_BETWEEN_DENIALS, noteDenied } from '@/lib/imports/run/photos/note-denied'
import { isOfForm } from '@/lib/mapillary/key-form'
import { KEYS_PER_CALL } from '@/lib/mapillary/keys-per-call'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { withToken } from '@/lib/users/with-token'

const PHOTOS_A_RUN = 2_000

type Tools = { db: Db; mapillary: MapillaryClient; tokenKeys: TokenKeys }
type Denied = { id: number; ownerId: number; sequenceId: number; key: string }

/**
 * Asks Mapillary once more for photos that it denied a day ago or earlier: what it denies again is gone, the others are there again. An
 * owner whose token is refused, and an outage, decide nothing. Safe to repeat.
 */
export async function recheckDenied(tools: Tools): Promise<{ gone: number; back: number }> {
  const { db, mapillary } = tools
  const due = (await findDue(db)).filter(({ key }) => isOfForm(mapillary.keyForm, key))
  const total = { gone: 0, back: 0 }
  for (const ownerId of new Set(due.map((photo) => photo.ownerId))) {
    const own = due.filter((photo) => photo.ownerId === ownerId)
    const known = await findKnown(tools, ownerId, own)
    if (!known) continue
    const back = own.filter(({ key }) => known.has(key))
    const gone = own.filter(({ key }) => !known.has(key))
    await settle(db, { back, gone })
    total.back += back.length
    total.gone += gone.length
  }
  await electMinZooms(db)
  return total
}

/** In no order, so that owners of whom nothing can be learned hold nobody back. */
function findDue(db: Db): Promise<Denied[]> {
  return db
    .select({ id: photos.id, ownerId: photos.ownerId, sequenceId: photos.sequenceId, key: photos.mapillaryKey })
    .from(photos)
    .innerJoin(sequences, and(eq(sequences.id, photos.sequenceId), isNull(sequences.deletedAt)))
    .where(
      and(
        isNotNull(photos.deniedAt),
        isNull(photos.goneAt),
        lte(photos.deniedAt, sql`now() - ${HOURS_BETWEEN_DENIALS}::int * interval '1 hour'`),
      ),
    )
    .orderBy(sql`random()`)
    .limit(PHOTOS_A_RUN)
}

/** Those keys that Mapillary has; null when it does not say. */
async function findKnown(tools: Tools, ownerId: number, own: Denied[]): Promise<Set<string> | null> {
  const known = new Set<string>()
  try {
    for (let at = 0; at < own.length; at += KEYS_PER_CALL) {
      const keys = own.slice(at, at + KEYS_PER_CALL).map(({ key }) => key)
      const images = await withToken(tools, ownerId, (token) => tools.mapillary.getImages(token, keys))
      for (const { key } of images) known.add(key)
    }
    return known
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

async function settle(db: Db, { back, gone }: { back: Denied[]; gone: Denied[] }): Promise<void> {
  await db.transaction(async (tx) => {
    const backIds = back.map(({ id }) => id)
    if (backIds.length > 0) await tx.update(photos).set({ deniedAt: null }).where(inArray(photos.id, backIds))
    await noteDenied(
      tx,
      gone.map(({ id }) => id),
    )
    const changed = [...new Set(gone.map(({ sequenceId }) => sequenceId))].toSorted((a, b) => a - b)
    for (const sequenceId of changed) await remeasureSequence(tx, sequenceId)
  })
}

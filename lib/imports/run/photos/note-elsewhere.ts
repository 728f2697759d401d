import { and, count, eq, inArray, ne } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { formatPlural } from '@/lib/format/number'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { ImportNote } from '@/lib/model/import-notes'
import { findErased } from '@/lib/photos/find-erased'

/**
 * Notes which of the photos that Mapillary lists for a sequence stay away from it here, after `moved`: those of other sequences (a photo belongs
 * to one, and keeps it when Mapillary moves it, unless its owner has it moved) and those that the operator erased. Safe to repeat; part of a transaction.
 */
export async function noteElsewhere(
  db: Db,
  { importId, sequenceId, userId }: Pick<ImportJob, 'importId' | 'sequenceId' | 'userId'>,
  keys: string[],
  moved: ImportNote[] = [],
): Promise<ImportNote[]> {
  const rows = await db
    .select({ sequenceId: photos.sequenceId, ownerId: photos.ownerId, count: count() })
    .from(photos)
    .where(and(ne(photos.sequenceId, sequenceId), inArray(photos.mapillaryKey, keys)))
    .groupBy(photos.sequenceId, photos.ownerId)
    .orderBy(photos.sequenceId)
  const left = rows.map((row): ImportNote => {
    const some = `${formatPlural(row.count, 'photo')} of the ${keys.length} on Mapillary`
    const verb = row.count === 1 ? 'is' : 'are'
    return row.ownerId === userId
      ? {
          code: 'photos_elsewhere',
          message: `${some} ${verb} already here, in sequence ${row.sequenceId}, and ${row.count === 1 ? 'stays' : 'stay'} there`,
          sequenceId: String(row.sequenceId),
          count: row.count,
        }
      : {
          code: 'photos_of_others',
          message: `${some} ${verb} already here, imported by somebody else`,
          count: row.count,
        }
  })
  const notes = [...moved, ...left, ...(await noteErased(db, keys))]
  await db.update(imports).set({ notes }).where(eq(imports.id, importId))
  return notes
}

async function noteErased(db: Db, keys: string[]): Promise<ImportNote[]> {
  const { size } = await findErased(db, 'photo', keys)
  if (size === 0) return []
  const message =
    size === 1
      ? 'One photo was erased by the operator and is not imported again'
      : `${formatPlural(size, 'photo')} were erased by the operator and are not imported again`
  return [{ code: 'photos_erased', message, count: size }]
}

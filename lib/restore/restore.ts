import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { instance, tombstones } from '@/db/schema/instance'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { readMarker } from '@/lib/backup/marker'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { listManifests } from './list-manifests'
import { moveIdsOn } from './move-ids-on'
import { messageOf, type Problem } from './problems'
import type { ManifestHead } from './read-manifest'
import { restoreAccounts } from './restore-accounts'
import { restoreSequence } from './restore-sequence'

type Tools = { db: Db; backup: Backup }
type RestoreTools = Tools & { tokenKeys: TokenKeys }
type Progress = { photos: number; sequences: number; sequenceTotal: number }
export type RestoreOptions = { username?: string | undefined; onProgress?: (progress: Progress) => void }

/** `there`: sequences that were there already; `deleted`: left out, because they were deleted. */
export type RestoreResult = { sequences: number; photos: number; there: number; deleted: number; problems: Problem[] }

/**
 * Fills an empty database from a backup: accounts, then each sequence in a transaction of its own. What cannot be restored is a problem and
 * keeps nothing else back. Safe to repeat, also after it was killed. Throws CONFLICT for a database that holds something else, NOT_FOUND for a backup that holds nothing.
 */
export async function restore(
  { db, backup, tokenKeys }: RestoreTools,
  { username, onProgress }: RestoreOptions = {},
): Promise<RestoreResult> {
  const { heads, problems, largestId } = await listManifests(backup, { username })
  if (heads.length + problems.length === 0)
    throw new AppError('NOT_FOUND', 'There is nothing in this backup that could be restored')
  await begin({ db, backup })
  try {
    problems.push(...(await db.transaction((tx) => restoreAccounts({ db: tx, tokenKeys }, backup))))
  } catch (error) {
    problems.push({ what: 'accounts, tag types and what was deleted', reason: messageOf(error) })
  }
  await moveIdsOn(db, { sequences: largestId })
  const isDeleted = await deletedIn(db)
  const result = { sequences: 0, photos: 0, there: 0, deleted: 0, problems }
  const wanted = heads.filter((head) => !isDeleted(head))
  result.deleted = heads.length - wanted.length
  let haveIdsMoved = false
  for (const head of wanted) {
    if (head.version === 1 && !haveIdsMoved) {
      await moveIdsOn(db, {})
      haveIdsMoved = true
    }
    await bringBack({ db, backup }, head, {
      result,
      report: () => onProgress?.({ ...result, sequenceTotal: wanted.length }),
    })
  }
  await moveIdsOn(db, {})
  await electMinZooms(db)
  await db.update(instance).set({ restoringSince: null, restoredAt: sql`now()` })
  return result
}

async function bringBack(
  tools: Tools,
  head: ManifestHead,
  { result, report }: { result: RestoreResult; report: () => void },
): Promise<void> {
  const before = result.photos
  const onStored = (count: number) => {
    result.photos += count
    report()
  }
  try {
    const { isNew, peopleProblem } = await restoreSequence(tools, { head, onStored })
    if (isNew) result.sequences += 1
    else result.there += 1
    if (peopleProblem !== null)
      result.problems.push({ what: `what people added to ${head.key}`, reason: peopleProblem })
  } catch (error) {
    result.photos = before
    result.problems.push({ what: head.key, reason: messageOf(error) })
  }
  report()
}

/** Takes over the id of the backup, so that it is ours from now on. A log-in before the restore is forgotten: accounts get their ids back. */
async function begin({ db, backup }: Tools): Promise<void> {
  const marker = await readMarker(backup)
  await db.transaction(async (tx) => {
    const own = one(await tx.select().from(instance).for('update'))
    const isBegun = own.restoringSince !== null || own.restoredAt !== null
    const isOwn = marker === null ? isBegun : marker.id === own.id
    const isEmpty = (await tx.select({ id: sequences.id }).from(sequences).limit(1)).length === 0
    if (!isEmpty && !isOwn)
      throw new AppError(
        'CONFLICT',
        'This database is not empty, and it is not the one of this backup: nothing was restored',
      )
    if (!isOwn) {
      await tx.delete(users)
      await tx.delete(tombstones)
    }
    await tx.update(instance).set({ ...(marker && { id: marker.id }), restoringSince: sql`now()` })
  })
}

async function deletedIn(db: Db): Promise<(head: ManifestHead) => boolean> {
  const rows = await db.select().from(tombstones)
  const idsOf = (kind: 'sequence' | 'user') =>
    new Set(rows.filter((row) => row.kind === kind).map((row) => row.deletedId))
  const [deletedSequences, deletedUsers] = [idsOf('sequence'), idsOf('user')]
  const erasedKeys = new Set(rows.flatMap((row) => (row.kind === 'sequence' ? row.mapillaryKeys : [])))
  return ({ version, sequence }) =>
    deletedSequences.has(sequence.id) ||
    erasedKeys.has(sequence.mapillaryKey) ||
    (version === 2 && deletedUsers.has(sequence.owner.id))
}

import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { instance } from '@/db/schema/instance'
import { photos } from '@/db/schema/photos'
import { INCOMING, ROOT_FOLDER } from '@/lib/backup/keys'
import { readMarker, writeMarker } from '@/lib/backup/marker'
import type { Backup } from '@/lib/backup/types'
import { compareSample } from './compare-sample'

/**
 * `ours`: write and verify. `restorable`: the database is empty and this backup is not, so somebody must decide first. `refused`: it is not the
 * backup that our rows are about, or it is not there: nothing is written, and nothing counts as missing.
 */
export type StoreState = { state: 'ours' } | { state: 'restorable' | 'refused'; reason: string }

const NOT_DECIDED =
  'The backup holds files, and the database is empty: the page /restore, or npm run restore, brings everything back, and a new instance needs an empty backup'

const RESTORING =
  'A restore is filling the database from the backup, or was stopped on its way: npm run restore takes it to its end, and so does the page /restore'

type Tools = { db: Db; backup: Backup }

/**
 * Whether the backup that we are given is ours, by the marker in it; a store that is new to us and may be ours gets its marker. An empty or
 * foreign folder or bucket is what a disk that is not mounted, or a mistyped name, looks like. While a restore has not ended, half of the rows would be written over all. Safe to repeat. Throws BACKUP_FAILED.
 */
export async function checkStore({ db, backup }: Tools): Promise<StoreState> {
  const { id, restoringSince } = one(await db.select().from(instance))
  if (restoringSince !== null) return { state: 'refused', reason: RESTORING }
  const marker = await readMarker(backup)
  if (marker?.id === id) return { state: 'ours' }
  const [hasRows, hasObjects] = await Promise.all([hasOriginals(db), hasFiles(backup)])
  if (hasRows) return marker === null && hasObjects ? adopt({ db, backup }, id) : refuse(hasObjects)
  if (hasObjects) return { state: 'restorable', reason: NOT_DECIDED }
  await backup.create?.()
  await writeMarker(backup, { id })
  return { state: 'ours' }
}

/** A backup of a version that wrote no markers. */
async function adopt({ db, backup }: Tools, id: string): Promise<StoreState> {
  const difference = await compareSample({ db, backup })
  if (difference !== null)
    return { state: 'refused', reason: `The backup is not the one that the database is about: ${difference}` }
  await writeMarker(backup, { id })
  return { state: 'ours' }
}

function refuse(hasObjects: boolean): StoreState {
  const reason = hasObjects
    ? 'The backup belongs to another instance'
    : 'The backup is empty, but originals should be in it: is its disk mounted, and its name right?'
  return { state: 'refused', reason }
}

async function hasOriginals(db: Db): Promise<boolean> {
  const rows = await db.select({ id: photos.id }).from(photos).where(sql`${photos.backupKey} is not null`).limit(1)
  return rows.length > 0
}

async function hasFiles(backup: Backup): Promise<boolean> {
  for await (const key of backup.list(''))
    if (!key.startsWith(`${ROOT_FOLDER}/`) && !key.startsWith(`${INCOMING}/`)) return true
  return false
}

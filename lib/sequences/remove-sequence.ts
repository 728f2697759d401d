import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { publicPrefix, sequencePrefix } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { writeRootFile } from '@/lib/manifests/write-root-files'
import { removeFiles } from './remove-files'
import { seizeOriginals } from './seize-originals'

type Tools = { db: Db; backup: Backup; second?: Backup | null | undefined } // second: where further copies lie
type Deleted = { sequenceId: number; userId: number }

const STEP_BUDGET_MS = 20_000 // a step ends after so long
const PHOTOS_AT_ONCE = 500

/**
 * What a deletion does to the backup of a deleted sequence: its files go, or they get a manifest that tells what they are, now that no
 * database does. False: there is more to do. Safe to repeat.
 */
export async function settleBackup(
  { db, backup, second }: Tools,
  { sequenceId }: Pick<Deleted, 'sequenceId'>,
): Promise<boolean> {
  const [deleted] = await db
    .select({ username: users.username, removesBackup: sequences.removesBackup })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(and(eq(sequences.id, sequenceId), isNotNull(sequences.deletedAt)))
  if (!deleted) return true
  if (!(await seizeOriginals(db, sql`p.sequence_id = ${sequenceId}`))) return false
  await writeRootFile({ db, backup }, 'deleted') // so that a restore does not bring it back
  const { username, removesBackup } = deleted
  if (!(await removePublic({ db, backup, second }, { sequenceId, username }))) return false
  if (removesBackup) {
    const folders = new Set([sequencePrefix(username, sequenceId), ...(await foldersOf(db, sequenceId, 'backupKey'))])
    for (const folder of folders) if (!(await removeFiles({ db, backup, second }, { sequenceId, folder }))) return false
  } else if ((await db.$count(photos, and(eq(photos.sequenceId, sequenceId), isNotNull(photos.backedUpAt)))) > 0) {
    await writeManifest({ db, backup }, { sequenceId, username })
  }
  return true
}

/** What was kept for everybody goes with every deletion, whether the originals stay or not. */
async function removePublic(
  { db, backup, second }: Tools,
  { sequenceId, username }: { sequenceId: number; username: string },
): Promise<boolean> {
  const folders = new Set([publicPrefix(username, sequenceId), ...(await foldersOf(db, sequenceId, 'publicKey'))])
  for (const folder of folders) if (!(await removeFiles({ db, backup, second }, { sequenceId, folder }))) return false
  await db
    .update(photos)
    .set({ publicKey: null, publicSha256: null, publicBytes: null })
    .where(and(eq(photos.sequenceId, sequenceId), isNotNull(photos.publicKey)))
  return true
}

/** Removes the rows of a deleted sequence, the photos first, with all that hangs on them. False: there is more to do. Safe to repeat. */
export async function removeRows(db: Db, { sequenceId }: Pick<Deleted, 'sequenceId'>): Promise<boolean> {
  const end = Date.now() + STEP_BUDGET_MS
  const isDeleted = and(eq(sequences.id, sequenceId), isNotNull(sequences.deletedAt))
  if ((await db.$count(sequences, isDeleted)) === 0) return true
  for (;;) {
    const some = db
      .select({ id: photos.id })
      .from(photos)
      .where(eq(photos.sequenceId, sequenceId))
      .limit(PHOTOS_AT_ONCE)
    const removed = await db.delete(photos).where(inArray(photos.id, some)).returning({ id: photos.id })
    if (removed.length === 0) break
    if (Date.now() > end) return false
  }
  await db.delete(sequences).where(isDeleted)
  return true
}

/**
 * Removes what an import that was killed while it wrote may have left in the backup after its sequence was gone. Called for deletions that
 * take the backup along. False: there is more to do. Safe to repeat.
 */
export async function removeLateFiles(
  { db, backup, second }: Tools,
  { sequenceId, userId }: Deleted,
): Promise<boolean> {
  const [owner] = await db.select({ username: users.username }).from(users).where(eq(users.id, userId))
  const isThere = (await db.$count(sequences, eq(sequences.id, sequenceId))) > 0
  if (!owner || isThere) return true
  for (const folder of [publicPrefix(owner.username, sequenceId), sequencePrefix(owner.username, sequenceId)])
    if (!(await removeFiles({ db, backup, second }, { sequenceId, folder }))) return false
  return true
}

/** The folders that files were really put in: the owner may have had another name then. */
async function foldersOf(db: Db, sequenceId: number, name: 'backupKey' | 'publicKey'): Promise<string[]> {
  const key = photos[name]
  const rows = await db
    .selectDistinct({ folder: sql<string>`regexp_replace(${key}, '[^/]*$', '')` })
    .from(photos)
    .where(and(eq(photos.sequenceId, sequenceId), isNotNull(key)))
  return rows.map(({ folder }) => folder)
}

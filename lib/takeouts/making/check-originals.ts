import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import limitTo from 'p-limit'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import type { Backup } from '@/lib/backup/types'
import { payloadPath } from '@/lib/takeouts/contents/payload-path'
import { isTaken, lockTakeout, type RequestedTakeout } from './active-takeout'
import { appendFiles } from './append-files'

type Tools = { db: Db; backup: Backup }
/** The photos of a sequence after `checkedN` that are taken. */
type NextPhotos = { takeoutId: number; sequenceId: number; checkedN: number }
type Original = { id: number; n: number; key: string; bytes: number; sha256: string; crc32: number | null }

const BATCH = 32
const AT_ONCE = 8

/**
 * Looks at the next originals of a sequence and lists those that are what they should be: of an original whose CRC-32 is known the size is
 * compared, any other is read once and its CRC-32 noted. False: there are no more. Safe to repeat: each batch is listed once.
 */
export async function checkOriginals(
  { db, backup }: Tools,
  requested: RequestedTakeout,
  { sequenceId, checkedN }: Omit<NextPhotos, 'takeoutId'>,
): Promise<boolean> {
  const batch = await nextOriginals(db, { takeoutId: requested.takeoutId, sequenceId, checkedN })
  const last = batch.at(-1)
  if (!last) return false
  const limit = limitTo(AT_ONCE)
  const checked = await Promise.all(batch.map((original) => limit(() => checkOriginal({ db, backup }, original))))
  const files = checked.filter((file) => file !== null)
  await db.transaction(async (tx) => {
    if (!(await lockTakeout(tx, requested))) return
    const moved = await tx
      .update(takeoutSequences)
      .set({ checkedN: last.n })
      .where(
        and(
          eq(takeoutSequences.takeoutId, requested.takeoutId),
          eq(takeoutSequences.sequenceId, sequenceId),
          eq(takeoutSequences.checkedN, checkedN),
        ),
      )
      .returning({ sequenceId: takeoutSequences.sequenceId })
    if (moved.length === 0) return // another run of the same attempt was quicker
    await appendFiles(tx, requested.takeoutId, files)
    await tx
      .update(takeouts)
      .set({ photoDone: sql`${takeouts.photoDone} + ${batch.length}` })
      .where(eq(takeouts.id, requested.takeoutId))
  })
  return true
}

async function nextOriginals(db: Db, { takeoutId, sequenceId, checkedN }: NextPhotos): Promise<Original[]> {
  const rows = await db
    .select({
      id: photos.id,
      n: photos.n,
      key: photos.backupKey,
      bytes: photos.backupBytes,
      sha256: photos.backupSha256,
      crc32: photos.backupCrc32,
    })
    .from(photos)
    .innerJoin(takeoutSequences, isTaken(takeoutId))
    .where(
      and(
        eq(photos.sequenceId, sequenceId),
        gt(photos.n, checkedN),
        isNotNull(photos.backedUpAt),
        isNotNull(photos.backupKey),
        isNotNull(photos.backupBytes),
        isNotNull(photos.backupSha256),
      ),
    )
    .orderBy(asc(photos.n))
    .limit(BATCH)
  return rows.flatMap(({ key, bytes, sha256, ...row }) =>
    key === null || bytes === null || sha256 === null ? [] : [{ ...row, key, bytes, sha256 }],
  )
}

/** The original as a file of the takeout; null when the backup does not have its right bytes. */
async function checkOriginal({ db, backup }: Tools, original: Original) {
  const { key, bytes, sha256 } = original
  const crc = original.crc32 ?? (await readChecksum({ db, backup }, original))
  if (crc === null) return null
  if (original.crc32 !== null && (await backup.head(key))?.sizeBytes !== bytes) return null
  return { path: payloadPath(key), bytes, crc32: crc, sha256, backupKey: key, backupOffset: 0 }
}

async function readChecksum({ db, backup }: Tools, { id, key, sha256 }: Original): Promise<number | null> {
  const found = await backup.get(key)
  if (!found) return null
  const hash = createHash('sha256')
  let crc = 0
  for await (const chunk of found.body as AsyncIterable<Buffer>) {
    hash.update(chunk)
    crc = crc32(chunk, crc)
  }
  if (hash.digest('hex') !== sha256) return null
  await db
    .update(photos)
    .set({ backupCrc32: crc })
    .where(and(eq(photos.id, id), eq(photos.backupSha256, sha256)))
  return crc
}

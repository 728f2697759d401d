import { createHash } from 'node:crypto'
import { and, asc, eq, gte, lt, type SQL } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { takeoutFiles, takeouts } from '@/db/schema/takeouts'
import { AppError, HttpError } from '@/lib/errors'
import type { TakeoutFile } from '@/lib/takeouts/types'
import { layOutZip, type ZipLayout } from '@/lib/takeouts/zip/lay-out-zip'

/** One archive of a takeout, ready to be read from any byte on. */
export type Archive = {
  takeoutId: number
  fileName: string
  tag: string // the same for the same bytes
  modifiedAt: Date
  layout: ZipLayout
  files: Omit<TakeoutFile, 'crc32' | 'sha256'>[]
}

/**
 * An archive of a takeout: everything, or one part of it. `userId`: whose it must be; null: a signed link has let them in. Throws NOT_FOUND
 * (also for somebody else's), CONFLICT while it is being made, a 410 when it has ended.
 */
export async function openArchive(
  db: Db,
  { takeoutId, userId, part }: { takeoutId: number; userId: number | null; part: number | null },
): Promise<Archive> {
  const isOwn = userId === null ? undefined : eq(takeouts.userId, userId)
  const [takeout] = await db
    .select()
    .from(takeouts)
    .where(and(eq(takeouts.id, takeoutId), isOwn))
  if (!takeout) throw new AppError('NOT_FOUND', `Takeout ${takeoutId} not found`)
  if (takeout.state === 'making') throw new AppError('CONFLICT', 'This takeout is still being made')
  if (takeout.state === 'ended') throw new HttpError(410, 'Gone', takeout.reason ?? 'This takeout has ended')
  const cut = part === null ? null : takeout.parts[part - 1]
  if (cut === undefined) throw new AppError('NOT_FOUND', `Takeout ${takeoutId} has no part ${part}`)
  const isInPart = cut
    ? and(gte(takeoutFiles.position, takeout.parts[(part ?? 1) - 2]?.end ?? 0), lt(takeoutFiles.position, cut.end))
    : undefined
  const { files, tag } = await listFiles(db, and(eq(takeoutFiles.takeoutId, takeoutId), isInPart))
  const entries = files.map(({ path, bytes, crc32 }) => ({ path, sizeBytes: bytes, crc32 }))
  return {
    takeoutId,
    fileName: `map-the-paths-${takeoutId}${part === null ? '' : `-part-${part}`}.zip`,
    tag,
    modifiedAt: takeout.readyAt ?? takeout.createdAt,
    layout: layOutZip(entries),
    files,
  }
}

async function listFiles(db: Db, condition: SQL | undefined) {
  const rows = await db
    .select({
      path: takeoutFiles.path,
      bytes: takeoutFiles.bytes,
      crc32: takeoutFiles.crc32,
      sha256: takeoutFiles.sha256,
      backupKey: takeoutFiles.backupKey,
      backupOffset: takeoutFiles.backupOffset,
      headBytes: takeoutFiles.headBytes,
      tailKey: takeoutFiles.tailKey,
      tailOffset: takeoutFiles.tailOffset,
    })
    .from(takeoutFiles)
    .where(condition)
    .orderBy(asc(takeoutFiles.position))
  const hash = createHash('sha256')
  const files = rows.map(({ sha256, ...file }) => {
    hash.update(`${sha256} ${file.bytes} ${file.path}\n`)
    return file
  })
  return { files, tag: hash.digest('base64url').slice(0, 27) }
}

import { Readable } from 'node:stream'
import { eq, lt, sql } from 'drizzle-orm'
import { originalUploads } from '@/db/schema/original-uploads'
import { UPLOADS_FOLDER, uploadPrefix } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { takeUpload } from '@/lib/vault/take-upload'
import type { VaultTools } from '@/lib/vault/types'
import { getUpload } from './begin-upload'

/** An upload to which nothing came for so long is given up. */
const HOURS_KEPT = 24

type Tools = Pick<VaultTools, 'db' | 'backup'>

/**
 * Puts a file that has come whole in the place of the original, if it is the very file that was backed up, by SHA-256. One that is not is thrown
 * away. Throws as takeUpload; after another failure it may be tried again.
 */
export async function finishUpload(
  tools: VaultTools,
  { uploadId, ownerId }: { uploadId: number; ownerId: number },
): Promise<void> {
  const { photoId, sizeBytes, parts } = await getUpload(tools.db, { uploadId, ownerId })
  const body = Readable.from(joined(tools.backup, parts), { objectMode: false })
  body.on('error', () => undefined) // readers get it from the iterator
  try {
    await takeUpload(tools, { photoId, ownerId, body, sizeBytes })
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT') await endUpload(tools, { uploadId, ownerId })
    throw error
  }
  await endUpload(tools, { uploadId, ownerId })
}

/** Forgets an upload, with what has come of it. Throws NOT_FOUND, also for somebody else's. */
export async function endUpload(
  { db, backup }: Tools,
  { uploadId, ownerId }: { uploadId: number; ownerId: number },
): Promise<void> {
  await getUpload(db, { uploadId, ownerId })
  await db.delete(originalUploads).where(eq(originalUploads.id, uploadId))
  for (const key of await keysIn(backup, uploadPrefix(uploadId))) await backup.remove(key)
}

/** Gives up what nobody goes on with, and removes parts of uploads that are gone. Safe to repeat. */
export async function sweepUploads({ db, backup }: Tools): Promise<{ ended: number; removed: number }> {
  const ended = await db
    .delete(originalUploads)
    .where(lt(originalUploads.movedAt, sql`now() - make_interval(hours => ${HOURS_KEPT})`))
    .returning({ id: originalUploads.id })
  const keys = await keysIn(backup, `${UPLOADS_FOLDER}/`)
  const live = await db.select({ id: originalUploads.id }).from(originalUploads)
  const liveIds = new Set(live.map(({ id }) => String(id)))
  const dead = keys.filter((key) => !liveIds.has(key.split('/')[1] ?? ''))
  for (const key of dead) await backup.remove(key)
  return { ended: ended.length, removed: dead.length }
}

async function* joined(backup: Backup, keys: string[]): AsyncGenerator<Uint8Array> {
  for (const key of keys) {
    const part = await backup.get(key)
    if (!part) throw new AppError('BACKUP_FAILED', 'A part of this upload is no longer there. Send it again.')
    yield* part.body
  }
}

async function keysIn(backup: Backup, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of backup.list(prefix)) keys.push(key)
  return keys
}

import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { retryWhileDatabaseIsAway } from '@/db/retry-while-database-is-away'
import { originalKey } from '@/lib/backup/keys'
import { type CheckedOriginal, checkOriginal } from '@/lib/backup/original-check'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { abortable } from '@/lib/imports/run/abortable'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { BatchPhoto } from '@/lib/imports/run/photos/find-pending'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { metrics } from '@/lib/metrics/metrics'
import type { Limits } from '@/lib/model/limits'
import { findErased } from '@/lib/photos/find-erased'

type Tools = { db: Db; mapillary: MapillaryClient; backup: Backup; limits?: Limits }

/** The answer came, but the file is not a whole JPEG: this photo's trouble, not the service's. */
export class BadOriginal extends AppError {
  constructor(error: Error) {
    super('UPSTREAM_FAILED', error.message, { cause: error })
  }
}

/** The import was cancelled, or its sequence deleted, while this original was on its way. */
export class Stopped extends AppError {
  constructor() {
    super('CONFLICT', 'The import was stopped')
  }
}

/** The operator erased the photo while its original was on its way; the import goes on with the others. */
export class Erased extends AppError {
  constructor() {
    super('NOT_FOUND', 'The photo was erased')
  }
}

/**
 * Streams one original from Mapillary to the backup, checked and hashed on the way, and notes where it is and that the import has it.
 * Throws INVALID_INPUT when the file is too large, BadOriginal when it is at fault, Stopped, Erased, else what Mapillary, the connection or the backup threw. Safe to repeat: the same
 * key is written again.
 */
export async function backUpOriginal(
  { db, mapillary, backup, limits }: Tools,
  { token, username, sequenceId, importId }: ImportJob,
  { photo, next, signal }: { photo: BatchPhoto; next: string[]; signal: AbortSignal },
): Promise<void> {
  const key = originalKey(username, sequenceId, photo.n)
  const starting = mapillary.downloadOriginal(await token(), photo.key, next)
  const download = await abortable(signal, starting)
  if (!download) {
    starting.then(({ body }) => body.cancel()).catch(() => undefined) // the late answer's connection is given back
    throw new Stopped()
  }
  const source = Readable.fromWeb(download.body as WebStream<Uint8Array>, { signal }) // lib.dom and node:stream/web type the same object twice
  let broken: Error | undefined // also keeps an abort between two reads from ending the process; readers get it from the iterator
  source.on('error', (error: Error) => {
    broken = error
  })
  const { body, result } = checkOriginal(source, { ...download, maxBytes: limits?.originalBytes })
  let fault: Error | undefined
  body.once('error', (error: Error) => {
    fault = error
  })
  try {
    await backup.put(key, body, {
      contentType: 'image/jpeg',
      metadata: () => ({ 'mapillary-key': encodeURIComponent(photo.key), sha256: result().sha256 }),
    })
  } catch (error) {
    if (fault instanceof AppError && fault.code === 'INVALID_INPUT') throw fault
    if (fault && error === fault && error !== broken) throw new BadOriginal(fault) // a store that fails ends the body too, but with its own error
    throw error
  } finally {
    source.destroy() // a store that failed before the first byte never began to read, and the connection would stay open
  }
  const stored = { key, ...result(), form: mapillary.originals }
  metrics().backupBytes.inc(stored.sizeBytes)
  const noted = await retryWhileDatabaseIsAway(() =>
    noteOriginal(db, { importId, sequenceId, photoId: photo.id, kept: stored }),
  )
  if (!noted) {
    await backup.remove(key) // deleted in the meantime: nothing would refer to the file
    throw (await findErased(db, 'photo', [photo.key])).size > 0 ? new Erased() : new Stopped()
  }
}

type Kept = CheckedOriginal & { key: string; form: MapillaryClient['originals'] }

/** Notes where an original is and that the import has it, in one statement; false when the sequence was deleted meanwhile. Safe to repeat. */
async function noteOriginal(
  db: Db,
  { importId, sequenceId, photoId, kept }: { importId: number; sequenceId: number; photoId: number; kept: Kept },
): Promise<boolean> {
  const noted = await db.execute(sql`
    with photo as (
      update photos set backup_key = ${kept.key}, backup_sha256 = ${kept.sha256}, backup_bytes = ${kept.sizeBytes}::bigint,
        backup_crc32 = ${kept.crc32}::bigint,
        backup_form = ${kept.form}, backed_up_at = now(),
        picture_flaws = string_to_array(${kept.flaws.join(',')}, ',')
      where id = ${photoId} and exists (select from sequences s where s.id = ${sequenceId} and s.deleted_at is null)
      returning id
    )
    update import_photos i set originals = 'done', bytes = ${kept.sizeBytes}::bigint from photo
    where i.import_id = ${importId} and i.photo_id = photo.id
    returning i.photo_id`)
  return noted.length > 0
}

import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { and, eq } from 'drizzle-orm'
import { backupEvents } from '@/db/schema/vault'
import { fromMapillaryKey } from '@/lib/backup/keys'
import { checkOriginal } from '@/lib/backup/original-check'
import { AppError } from '@/lib/errors'
import type { BackupState } from '@/lib/model/backup-states'
import { withToken } from '@/lib/users/with-token'
import { setAside } from './place-copy'
import type { ClaimedOriginal, VaultTools } from './types'

type Answer = { done: 'none' | 'mapillary' | 'beside'; detail: string | null }

/**
 * Asks Mapillary for an original whose copies are all bad. The right bytes take its place; others are kept beside it, once, and never take it.
 * A failure is an answer. Safe to repeat.
 */
export async function askMapillary(
  tools: VaultTools,
  { original, found }: { original: ClaimedOriginal; found: BackupState },
): Promise<Answer> {
  const { db, tokenKeys, mapillary } = tools
  if (!mapillary) return { done: 'none', detail: null }
  const isBeside = and(eq(backupEvents.photoId, original.photoId), eq(backupEvents.done, 'beside'))
  if ((await db.$count(backupEvents, isBeside)) > 0) return { done: 'none', detail: null }
  try {
    return await withToken({ db, tokenKeys, mapillary }, original.ownerId, async (token) => {
      const download = await mapillary.downloadOriginal(token, original.mapillaryKey)
      return takeDownload(tools, { original, found, download })
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { done: 'none', detail: error.message }
  }
}

type Download = Awaited<ReturnType<NonNullable<VaultTools['mapillary']>['downloadOriginal']>>

async function takeDownload(
  { backup }: VaultTools,
  { original, found, download }: { original: ClaimedOriginal; found: BackupState; download: Download },
): Promise<Answer> {
  const beside = fromMapillaryKey(original.key, new Date().toISOString().slice(0, 10))
  const source = Readable.fromWeb(download.body as WebStream<Uint8Array>) // lib.dom and node:stream/web type the same object twice
  source.on('error', () => undefined) // readers get it from the iterator
  const { body, result } = checkOriginal(source, download)
  await backup.put(beside, body, {
    contentType: 'image/jpeg',
    metadata: () => ({ 'mapillary-key': encodeURIComponent(original.mapillaryKey), sha256: result().sha256 }),
  })
  if (result().sha256 !== original.sha256) return { done: 'beside', detail: null }
  await setAside({ store: backup, original, found })
  await backup.move(beside, original.key)
  return { done: 'mapillary', detail: null }
}

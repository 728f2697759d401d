import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { uploads } from '@/db/schema/uploads'
import { AppError } from '@/lib/errors'
import { type RequestedImport, type RequestTools, requestImport } from '@/lib/imports/request/request-import'
import { storeToken } from '@/lib/users/log-in'
import type { UploadUpdate } from './upload-input'

type Upload = typeof uploads.$inferSelect
type Owner = { id: number; mapillaryKey: string }

/** `import`: the sequence is there, and its import is asked for (`requested`: by this call). `stored`: words for what was stored. */
export type UpdatedUpload = { next: 'import'; requested: RequestedImport | null } | { next: 'stored'; message: string }

/**
 * Stores what the Desktop Uploader sends about one of the user's announced sequences. Safe to repeat, also at once: one import runs, and
 * what was imported is not imported again, whatever became of it. Throws NOT_FOUND (no such announcement of this user), INVALID_INPUT,
 * FORBIDDEN (somebody else's on Mapillary), RATE_LIMITED, UPSTREAM_FAILED.
 */
export async function updateUpload(
  tools: RequestTools,
  { uploadId, owner, update }: { uploadId: string; owner: Owner; update: UploadUpdate },
): Promise<UpdatedUpload> {
  const { db, mapillary } = tools
  const upload = await getOwnUpload(db, uploadId, owner.id)
  const message = await storeLinks(db, upload, update)
  const token = update.mapillary_user_token
  if (!token) return answerStored(message, 'Mapillary token is missing')
  const { key: mapillaryUser } = await mapillary
    .getMe(token)
    .catch(throwAs('UNAUTHENTICATED', 'Mapillary token is invalid'))
  const sequenceKey = update.mapillary_sequence_key
  if (!sequenceKey) return answerStored(message, 'Sequence key is missing')
  const sequence = await mapillary.getSequence(token, sequenceKey).catch(throwAs('NOT_FOUND', 'Sequence is empty'))
  if (sequence.photoKeys.length === 0) throw new AppError('CONFLICT', 'Sequence is empty')
  if (sequence.userKey !== mapillaryUser || mapillaryUser !== owner.mapillaryKey) {
    throw new AppError('NOT_FOUND', 'You are not owner of this sequence')
  }
  return { next: 'import', requested: await importOnce(tools, { upload, owner, token, sequenceKey }) }
}

async function getOwnUpload(db: Db, uploadId: string, ownerId: number): Promise<Upload> {
  const isId = z.guid().safeParse(uploadId).success
  const [upload] = isId
    ? await db
        .select()
        .from(uploads)
        .where(and(eq(uploads.id, uploadId), eq(uploads.ownerId, ownerId)))
    : []
  if (!upload) throw new AppError('NOT_FOUND', 'Sequence id is invalid')
  return upload
}

/** Stores the links that came; resolves to the words for them, empty for none. */
async function storeLinks(db: Db, upload: Upload, update: UploadUpdate): Promise<string> {
  const { google_street_view: street, strava } = update
  if (street == null && strava == null) return ''
  await db
    .update(uploads)
    .set({
      ...(street != null && { googleStreetViewUrl: street || null }),
      ...(strava != null && { stravaActivityId: strava }),
    })
    .where(eq(uploads.id, upload.id))
  return `${street == null ? '' : 'Google Street View is updated \n'}${strava == null ? '' : 'Strava is updated \n'}`
}

function answerStored(message: string, missing: string): UpdatedUpload {
  if (message === '') throw new AppError('INVALID_INPUT', missing)
  return { next: 'stored', message }
}

/** The token is stored each time: it is the newest one, and a running import may wait for it. */
async function importOnce(
  tools: RequestTools,
  { upload, owner, token, sequenceKey }: { upload: Upload; owner: Owner; token: string; sequenceKey: string },
): Promise<RequestedImport | null> {
  const { db, tokenKeys } = tools
  const isKnown = upload.importedAt !== null && upload.mapillarySequenceKey === sequenceKey
  if (isKnown) {
    await storeToken({ db, tokenKeys }, { userId: owner.id, token, expiresAt: null })
    return null
  }
  const requested = await requestImport(tools, owner, {
    mapillarySequenceKey: sequenceKey,
    mapillaryToken: token,
    name: upload.name,
    description: upload.description,
    transportType: upload.transportType,
    tags: upload.tags,
  }).catch(throwAs('FORBIDDEN', 'You are not owner of this sequence'))
  await db
    .update(uploads)
    .set({
      mapillarySequenceKey: sequenceKey,
      importedAt: sql`coalesce(${uploads.importedAt}, now())`,
      givenUpAt: null,
    })
    .where(eq(uploads.id, upload.id))
  return requested
}

/** The code that the Desktop Uploader gets for a refusal by Mapillary or by an import. */
const ANSWERED_CODE = { UNAUTHENTICATED: 'INVALID_INPUT', NOT_FOUND: 'CONFLICT', FORBIDDEN: 'NOT_FOUND' } as const

/** Turns one expected failure into the words that the Desktop Uploader knows. A sequence of somebody else is answered as one that does not exist. */
function throwAs(code: keyof typeof ANSWERED_CODE, message: string): (error: unknown) => never {
  return (cause) => {
    throw cause instanceof AppError && cause.code === code
      ? new AppError(ANSWERED_CODE[code], message, { cause })
      : cause
  }
}

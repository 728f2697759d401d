import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { uploads } from '@/db/schema/uploads'
import { AppError } from '@/lib/errors'
import { type RequestedImport, type RequestTools, requestImport } from '@/lib/imports/request/request-import'
import { storeToken } from '@/lib/users/log-in'
import type { UploadNews } from './upload-input'

type Upload = typeof uploads.$inferSelect
type Owner = { id: number; mapillaryKey: string }

/** `import`: the sequence is there, and its import is asked for (`requested`: by this call). `noted`: words about what was stored. */
export type UpdatedUpload = { next: 'import'; requested: RequestedImport | null } | { next: 'noted'; message: string }

/**
 * Takes in what the Desktop Uploader tells of one of the user's announced sequences. Safe to repeat, also at once: one import runs, and
 * what was imported is not imported again, whatever became of it. Throws NOT_FOUND (no such announcement of this user), INVALID_INPUT,
 * FORBIDDEN (somebody else's on Mapillary), RATE_LIMITED, UPSTREAM_FAILED.
 */
export async function updateUpload(
  tools: RequestTools,
  { uploadId, owner, news }: { uploadId: string; owner: Owner; news: UploadNews },
): Promise<UpdatedUpload> {
  const { db, mapillary } = tools
  const upload = await getOwnUpload(db, uploadId, owner.id)
  const message = await noteLinks(db, upload, news)
  const token = news.mapillary_user_token
  if (!token) return noted(message, 'Mapillary token is missing')
  const { key: mapillaryUser } = await mapillary
    .getMe(token)
    .catch(refusing('UNAUTHENTICATED', 'Mapillary token is invalid'))
  const sequenceKey = news.mapillary_sequence_key
  if (!sequenceKey) return noted(message, 'Sequence key is missing')
  const sequence = await mapillary.getSequence(token, sequenceKey).catch(refusing('NOT_FOUND', 'Sequence is empty'))
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
async function noteLinks(db: Db, upload: Upload, news: UploadNews): Promise<string> {
  const { google_street_view: street, strava } = news
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

function noted(message: string, missing: string): UpdatedUpload {
  if (message === '') throw new AppError('INVALID_INPUT', missing)
  return { next: 'noted', message }
}

/** The token is stored each time: it is the newest one, and a running import may wait for it. */
async function importOnce(
  tools: RequestTools,
  { upload, owner, token, sequenceKey }: { upload: Upload; owner: Owner; token: string; sequenceKey: string },
): Promise<RequestedImport | null> {
  const { db, tokenKey } = tools
  const isKnown = upload.importedAt !== null && upload.mapillarySequenceKey === sequenceKey
  if (isKnown) {
    await storeToken({ db, tokenKey }, { userId: owner.id, token, expiresAt: null })
    return null
  }
  const requested = await requestImport(tools, owner, {
    mapillarySequenceKey: sequenceKey,
    mapillaryToken: token,
    name: upload.name,
    description: upload.description,
    transportType: upload.transportType,
    tags: upload.tags,
  }).catch(refusing('FORBIDDEN', 'You are not owner of this sequence'))
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

/** What a refusal of Mapillary's, or of an import, means to this program. */
const MEANS = { UNAUTHENTICATED: 'INVALID_INPUT', NOT_FOUND: 'CONFLICT', FORBIDDEN: 'NOT_FOUND' } as const

/** Turns one expected failure into the words that the program knows; that somebody else has the sequence is told as if it were not there. */
function refusing(code: keyof typeof MEANS, message: string): (error: unknown) => never {
  return (cause) => {
    throw cause instanceof AppError && cause.code === code ? new AppError(MEANS[code], message, { cause }) : cause
  }
}

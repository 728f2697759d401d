import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { ELSEWHERE } from '@/lib/model/import-notes'
import type { Limits } from '@/lib/model/limits'
import { findErased } from '@/lib/photos/find-erased'
import { defaultName } from '@/lib/sequences/default-name'
import { SequenceDetails } from '@/lib/sequences/sequence-details'
import { storeToken } from '@/lib/users/log-in'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { withToken } from '@/lib/users/with-token'
import { DEFAULT_LIMITS } from './limits'
import { claimPhotos } from './photos-today'
import { restartImport } from './restart-import'

/** It travels in a header, which takes no other characters. */
const MapillaryToken = z.string().regex(/^[\x21-\x7e]{1,4096}$/, 'expected a Mapillary token')

export const RequestImportInput = z.object({
  mapillarySequenceKey: z.string().trim().min(1, 'expected a Mapillary sequence key').max(100),
  mapillaryToken: MapillaryToken.optional(),
  elsewhere: z.enum(ELSEWHERE).optional(), // photos that other sequences of the user here have
  ...SequenceDetails.partial().shape,
})
export type RequestImportInput = z.infer<typeof RequestImportInput>

/** `attempt` is set when an import was started and its event is to be sent. */
export type RequestedImport = { sequenceId: number; importId: number; attempt: number | null }

export type RequestTools = { db: Db; mapillary: MapillaryClient; tokenKeys: TokenKeys; limits?: Limits }
export type Requester = { id: number; mapillaryKey: string }

/** What the user's list of sequences says of one: enough to begin with, so that Mapillary is not asked about each of thousands. */
export type ListedFacts = { capturedAt: Date | null; photoCount: number }

/**
 * Asks for the import of one of the user's own Mapillary sequences; what is not `listed` is asked of Mapillary. Idempotent per sequence key: one that is imported or importing is
 * answered as it is; one that failed or was cancelled is taken up again. Throws NOT_FOUND, FORBIDDEN (somebody else's), INVALID_INPUT (empty), UNAUTHENTICATED,
 * RATE_LIMITED (more photos than are left today), CONFLICT (being deleted, or erased by the operator).
 */
export async function requestImport(
  tools: RequestTools,
  user: Requester,
  input: RequestImportInput,
  listed: ListedFacts | null = null,
): Promise<RequestedImport> {
  if (input.mapillaryToken) await adoptToken(tools, user, input.mapillaryToken)
  const existing = await findExisting(tools.db, user, input)
  if (existing) return existing
  await requireNotErased(tools.db, input.mapillarySequenceKey)
  const facts = listed ?? (await askMapillary(tools, user, input))
  const created = await createSequence(tools, user, input, facts)
  const result = created ?? (await findExisting(tools.db, user, input))
  if (!result) throw beingDeleted()
  return result
}

async function askMapillary(
  tools: RequestTools,
  user: Requester,
  { mapillarySequenceKey }: RequestImportInput,
): Promise<ListedFacts> {
  const { userKey, capturedAt, photoKeys } = await withToken(tools, user.id, (token) =>
    tools.mapillary.getSequence(token, mapillarySequenceKey),
  )
  if (userKey !== user.mapillaryKey) throw new AppError('FORBIDDEN', 'This sequence belongs to another Mapillary user')
  if (photoKeys.length === 0) throw new AppError('INVALID_INPUT', 'This sequence has no photos on Mapillary')
  return { capturedAt, photoCount: photoKeys.length }
}

async function adoptToken(tools: RequestTools, user: Requester, token: string): Promise<void> {
  const { key } = await tools.mapillary.getMe(token)
  if (key !== user.mapillaryKey) throw new AppError('FORBIDDEN', 'This token belongs to another Mapillary user')
  await storeToken(tools, { userId: user.id, token, expiresAt: null })
}

async function findExisting(
  db: Db,
  user: Requester,
  { mapillarySequenceKey: mapillaryKey, elsewhere }: RequestImportInput,
): Promise<RequestedImport | null> {
  const [sequence] = await db.select().from(sequences).where(eq(sequences.mapillaryKey, mapillaryKey))
  if (!sequence) return null
  if (sequence.ownerId !== user.id) throw new AppError('FORBIDDEN', 'This sequence was imported by another user')
  if (sequence.deletedAt) throw beingDeleted()
  const [latest] = await db
    .select()
    .from(imports)
    .where(eq(imports.sequenceId, sequence.id))
    .orderBy(desc(imports.id))
    .limit(1)
  if (!latest) return null
  if (latest.state !== 'failed' && latest.state !== 'cancelled')
    return { sequenceId: sequence.id, importId: latest.id, attempt: null }
  return restartImport(db, { importId: latest.id, userId: user.id, elsewhere })
}

async function requireNotErased(db: Db, key: string): Promise<void> {
  if ((await findErased(db, 'sequence', [key])).size > 0)
    throw new AppError('CONFLICT', 'This sequence was erased here by the operator and is not imported again.')
}

function beingDeleted(): AppError {
  return new AppError('CONFLICT', 'This sequence is being deleted here. Try again in a moment.')
}

/** Sequence and import in one transaction. Null when another request was faster: the unique index decides. */
async function createSequence(
  { db, limits = DEFAULT_LIMITS }: RequestTools,
  user: Requester,
  input: RequestImportInput,
  { capturedAt, photoCount }: ListedFacts,
): Promise<RequestedImport | null> {
  return db.transaction(async (tx) => {
    const [sequence] = await tx
      .insert(sequences)
      .values({
        ownerId: user.id,
        mapillaryKey: input.mapillarySequenceKey,
        name: input.name || defaultName({ transportType: input.transportType, capturedAt }),
        needsName: !input.name,
        description: input.description ?? '',
        transportType: input.transportType ?? null,
        tags: [...new Set(input.tags ?? [])],
        capturedAt,
      })
      .onConflictDoNothing({ target: sequences.mapillaryKey })
      .returning({ id: sequences.id })
    if (!sequence) return null
    await claimPhotos(tx, limits, { userId: user.id, photoCount })
    const created = one(
      await tx
        .insert(imports)
        .values({ sequenceId: sequence.id, userId: user.id, elsewhere: input.elsewhere })
        .returning(),
    )
    return { sequenceId: sequence.id, importId: created.id, attempt: created.attempt }
  })
}

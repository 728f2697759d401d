import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountSequences } from '@/db/schema/accounts'
import { importPhotos, imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'
import { plausiblePositions } from '@/lib/geo/doubts'
import { lengthMeters } from '@/lib/geo/length'
import type { ImportableSequence, ImportedState } from '@/lib/imports/types'
import type { MapillaryClient, MapillarySequence } from '@/lib/mapillary/types'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { fastestMetersPerSecond } from '@/lib/model/transport-types'
import { findUserById } from '@/lib/users/find-user'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { withToken } from '@/lib/users/with-token'
import type { AccountLists } from './account-lists'
import { sampleLine } from './sample-line'

type Tools = { db: Db; mapillary: MapillaryClient; tokenKeys: TokenKeys }
export type ListedSequence = Omit<ImportableSequence, 'here'>

/**
 * The user's sequences on Mapillary, newest first, each with its state here: as Mapillary lists them, all pages, not more often than
 * `lists` says (v3), or as the reading of their account has found them so far (v4, docs/decisions/006). Throws UNAUTHENTICATED, RATE_LIMITED, UPSTREAM_FAILED (only v3).
 */
export async function listImportableSequences(
  tools: Tools & { lists: AccountLists<ListedSequence[]> },
  { userId }: { userId: number },
): Promise<ImportableSequence[]> {
  const found = tools.mapillary.listSequences
    ? await tools.lists.find(userId, () => listFromMapillary(tools, userId))
    : await listRead(tools.db, userId)
  const states = await findStates(
    tools.db,
    userId,
    found.map(({ key }) => key),
  )
  return found
    .toSorted((a, b) => (b.capturedAt ?? '').localeCompare(a.capturedAt ?? ''))
    .map((sequence) => ({ ...sequence, here: states.get(sequence.key) ?? { state: 'new' } }))
}

async function listFromMapillary(tools: Tools, userId: number): Promise<ListedSequence[]> {
  const user = await findUserById(tools.db, userId)
  const found = new Map<string, ListedSequence>()
  await withToken(tools, userId, async (token) => {
    for await (const page of tools.mapillary.listSequences?.(token, user?.mapillaryKey ?? '') ?? []) {
      for (const sequence of page) found.set(sequence.key, toFound(sequence))
    }
  })
  return [...found.values()]
}

function toFound(sequence: MapillarySequence): ListedSequence {
  return {
    key: sequence.key,
    capturedAt: sequence.capturedAt?.toISOString() ?? null,
    photoCount: sequence.photoKeys.length,
    lengthMeters: lengthMeters(plausiblePositions(sequence.coordinates, fastestMetersPerSecond(null))),
    cameraMake: sequence.cameraMake,
    isPano: sequence.isPano,
    isPrivate: sequence.isPrivate,
    line: sampleLine(sequence.coordinates),
  }
}

async function listRead(db: Db, userId: number): Promise<ListedSequence[]> {
  const rows = await db
    .select()
    .from(accountSequences)
    .where(and(eq(accountSequences.userId, userId), gt(accountSequences.photoCount, 0)))
  return rows.map(({ sequenceKey, capturedAt, photoCount, lengthMeters: length, cameraMake, isPano, line }) => ({
    key: sequenceKey,
    capturedAt: capturedAt?.toISOString() ?? null,
    photoCount,
    lengthMeters: length,
    cameraMake,
    isPano,
    isPrivate: false, // v4 shows what is public only (docs/mapillary.md)
    line,
  }))
}

async function findStates(db: Db, userId: number, keys: string[]): Promise<Map<string, ImportedState>> {
  if (keys.length === 0) return new Map()
  const done = sql<number>`(select count(*) from ${importPhotos} where ${importPhotos.importId} = ${imports.id} and ${importPhotos.originals} <> 'pending')`
  const rows = await db
    .selectDistinctOn([sequences.id], {
      key: sequences.mapillaryKey,
      ownerId: sequences.ownerId,
      sequenceId: sequences.id,
      import: imports,
      done: done.mapWith(Number),
    })
    .from(sequences)
    .innerJoin(imports, eq(imports.sequenceId, sequences.id))
    .where(inArray(sequences.mapillaryKey, keys))
    .orderBy(sequences.id, desc(imports.id))
  return new Map(rows.map((row) => [row.key, row.ownerId === userId ? toState(row) : { state: 'taken' }]))
}

function toState(row: { sequenceId: number; import: typeof imports.$inferSelect; done: number }): ImportedState {
  const { state, reason, photoTotal } = row.import
  const ids = { importId: String(row.import.id), sequenceId: String(row.sequenceId) }
  if (ACTIVE_STATES.some((active) => active === state))
    return { state: 'importing', ...ids, done: row.done, total: photoTotal, status: state }
  if (state === 'completed' || state === 'completed_with_errors')
    return { state: 'imported', ...ids, withErrors: state === 'completed_with_errors' }
  return { state: 'failed', ...ids, reason }
}

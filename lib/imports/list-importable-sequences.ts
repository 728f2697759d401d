import { desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importPhotos, imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'
import { lengthMeters } from '@/lib/geo/length'
import { ACTIVE_STATES, type ImportableSequence, type ImportedState } from '@/lib/imports/types'
import type { LngLat, MapillaryClient, MapillarySequence } from '@/lib/mapillary/types'
import { findUserById } from '@/lib/users/find-user'
import { withToken } from '@/lib/users/with-token'

type Tools = { db: Db; mapillary: MapillaryClient; tokenKey: Buffer }

const LINE_POINTS = 100

/** The user's sequences on Mapillary, all pages, newest first, each with its state here. Throws UNAUTHENTICATED, RATE_LIMITED, UPSTREAM_FAILED. */
export async function listImportableSequences(
  tools: Tools,
  { userId }: { userId: number },
): Promise<ImportableSequence[]> {
  const user = await findUserById(tools.db, userId)
  const found = new Map<string, MapillarySequence>()
  await withToken(tools, userId, async (token) => {
    for await (const page of tools.mapillary.listSequences(token, user?.mapillaryKey ?? '')) {
      for (const sequence of page) found.set(sequence.key, sequence)
    }
  })
  const states = await findStates(tools.db, userId, [...found.keys()])
  return [...found.values()]
    .sort((a, b) => (b.capturedAt?.getTime() ?? 0) - (a.capturedAt?.getTime() ?? 0))
    .map((sequence) => toImportable(sequence, states.get(sequence.key) ?? { state: 'new' }))
}

function toImportable(sequence: MapillarySequence, here: ImportedState): ImportableSequence {
  const line = sequence.coordinates.filter((lngLat): lngLat is LngLat => lngLat !== null)
  const every = Math.max(1, Math.ceil(line.length / LINE_POINTS))
  return {
    key: sequence.key,
    capturedAt: sequence.capturedAt?.toISOString() ?? null,
    photoCount: sequence.photoKeys.length,
    lengthMeters: lengthMeters(sequence.coordinates),
    cameraMake: sequence.cameraMake,
    isPano: sequence.isPano,
    isPrivate: sequence.isPrivate,
    line: line.filter((_, index) => index % every === 0 || index === line.length - 1),
    here,
  }
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

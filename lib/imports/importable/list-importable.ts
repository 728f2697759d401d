import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountSequences } from '@/db/schema/people/accounts'
import { plausiblePositions } from '@/lib/geo/doubts'
import { lengthMeters } from '@/lib/geo/lines/length'
import type { LngLat } from '@/lib/geo/lng-lat'
import { sampleLine } from '@/lib/imports/request/sample-line'
import type { ImportableSequence } from '@/lib/imports/types'
import type { MapillaryClient, MapillarySequence } from '@/lib/mapillary/types'
import { fastestMetersPerSecond } from '@/lib/model/transport-types'
import { findUserById } from '@/lib/users/find-user'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { withToken } from '@/lib/users/with-token'
import type { AccountLists } from './account-lists'
import { newestFirst } from './filters'
import { findImportedStates } from './find-imported-states'
import { thinTo } from './thin-to'

/** A sequence as Mapillary lists it (v3). */
export type FoundSequence = Omit<ImportableSequence, 'here'>
export type ListedSequence = Omit<ImportableSequence, 'line'>

export type ListTools = {
  db: Db
  mapillary: MapillaryClient
  tokenKeys: TokenKeys
  lists: AccountLists<FoundSequence[]>
}

/** All of a user's sequences on Mapillary, light enough to look through thousands. Lines are read only of those that are shown. */
export type Listing = {
  sequences: ListedSequence[] // newest first
  withLines<Sequence extends { key: string }>(
    sequences: Sequence[],
    mostPoints: number,
  ): Promise<(Sequence & { line: LngLat[] })[]>
}

/**
 * The user's sequences on Mapillary, each with its state here: as Mapillary lists them, all pages, not more often than
 * `lists` says (v3), or as the reading of their account has found them so far (v4, docs/decisions/006). Throws UNAUTHENTICATED, RATE_LIMITED, UPSTREAM_FAILED (only v3).
 */
export async function listImportable(tools: ListTools, userId: number): Promise<Listing> {
  const found = tools.mapillary.listSequences
    ? await tools.lists.find(userId, () => listFromMapillary(tools, userId))
    : null
  const listed = found ?? (await listRead(tools.db, userId))
  const keys = listed.map(({ key }) => key)
  const states = await findImportedStates(tools.db, { userId, keys })
  const findLines = found
    ? async () => new Map(found.map(({ key, line }) => [key, line]))
    : (shown: string[], most: number) => readLines(tools.db, { userId, keys: shown, mostPoints: most })
  return {
    sequences: listed
      .map(({ line: _line, ...facts }: Omit<FoundSequence, 'line'> & { line?: LngLat[] }) => ({
        ...facts,
        here: states.get(facts.key) ?? ({ state: 'new' } as const),
      }))
      .sort(newestFirst),
    async withLines(sequences, mostPoints) {
      const shown = sequences.map(({ key }) => key)
      const lines = await findLines(shown, mostPoints)
      return sequences.map((sequence) => ({ ...sequence, line: thinTo(lines.get(sequence.key) ?? [], mostPoints) }))
    },
  }
}

async function listFromMapillary(tools: ListTools, userId: number): Promise<FoundSequence[]> {
  const user = await findUserById(tools.db, userId)
  const found = new Map<string, FoundSequence>()
  await withToken(tools, userId, async (token) => {
    for await (const page of tools.mapillary.listSequences?.(token, user?.mapillaryKey ?? '') ?? []) {
      for (const sequence of page) found.set(sequence.key, toFound(sequence))
    }
  })
  return [...found.values()]
}

function toFound(sequence: MapillarySequence): FoundSequence {
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

async function listRead(db: Db, userId: number): Promise<Omit<FoundSequence, 'line'>[]> {
  const rows = await db
    .select({
      key: accountSequences.sequenceKey,
      capturedAt: accountSequences.capturedAt,
      photoCount: accountSequences.photoCount,
      lengthMeters: accountSequences.lengthMeters,
      cameraMake: accountSequences.cameraMake,
      isPano: accountSequences.isPano,
    })
    .from(accountSequences)
    .where(and(eq(accountSequences.userId, userId), gt(accountSequences.photoCount, 0)))
  return rows.map(({ capturedAt, ...row }) => ({
    ...row,
    capturedAt: capturedAt?.toISOString() ?? null,
    isPrivate: false, // v4 shows what is public only (docs/mapillary.md)
  }))
}

/** The lines of many sequences, thinned by the database: whole they would be megabytes. */
async function readLines(
  db: Db,
  { userId, keys, mostPoints }: { userId: number; keys: string[]; mostPoints: number },
): Promise<ReadonlyMap<string, LngLat[]>> {
  const whole = sql`(select ${accountSequences.line} || '[]'::jsonb as points offset 0)` // unpacked once, not for each point
  const place = sql`round(at * (jsonb_array_length(whole.points) - 1) / ${mostPoints - 1}::float8)::int`
  const rows = await db
    .select({
      key: accountSequences.sequenceKey,
      line: sql<LngLat[]>`(select case when jsonb_array_length(whole.points) <= ${mostPoints} then whole.points
        else (select jsonb_agg(whole.points -> ${place} order by at) from generate_series(0, ${mostPoints - 1}::int) at) end
        from ${whole} whole)`,
    })
    .from(accountSequences)
    .where(
      and(
        eq(accountSequences.userId, userId),
        inArray(accountSequences.sequenceKey, sql`(select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`),
      ),
    )
  return new Map(rows.map(({ key, line }) => [key, line]))
}

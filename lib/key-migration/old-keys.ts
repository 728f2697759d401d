import { and, eq, inArray, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { keyCandidates, matchedSequences } from '@/db/schema/key-matches'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import { DIGITS, type KeyForm } from '@/lib/mapillary/key-form'
import type { MapillaryClient } from '@/lib/mapillary/types'

/** The condition that a key is one of the other version of Mapillary's API. */
export function isForeignKey(column: AnyPgColumn, form: KeyForm) {
  if (form === 'any') return sql`false`
  return form === 'digits' ? sql`${column} !~ ${DIGITS}` : sql`${column} ~ ${DIGITS}`
}

/**
 * Throws CONFLICT when photos of the sequence came by another version of Mapillary's API and were not matched with this one: what
 * Mapillary calls by other names today would come in twice, and what is here would count as gone.
 */
export async function requireMigratedKeys(
  { db, mapillary }: { db: Db; mapillary: Pick<MapillaryClient, 'keyForm'> },
  sequenceId: number,
): Promise<void> {
  const state = await findKeyState({ db, mapillary }, sequenceId)
  if (state?.isMatched === false)
    throw new AppError(
      'CONFLICT',
      "This sequence came by another version of Mapillary's API, whose photo keys are different. Its photos must be matched first: run npm run match-keys",
    )
}

/** Photos of a sequence that carry keys of another version; null when there are none. */
export type KeyState =
  | { isMatched: false; count: number }
  | { isMatched: true; count: number; ambiguous: number; missing: number }

export async function findKeyState(
  { db, mapillary }: { db: Db; mapillary: Pick<MapillaryClient, 'keyForm'> },
  sequenceId: number,
): Promise<KeyState | null> {
  const isForeign = and(eq(photos.sequenceId, sequenceId), isForeignKey(photos.mapillaryKey, mapillary.keyForm))
  const [row] = await db
    .select({ count: db.$count(photos, isForeign), matched: matchedSequences })
    .from(sql`(values (1)) as one`)
    .leftJoin(matchedSequences, eq(matchedSequences.sequenceId, sequenceId))
  if (!row || row.count === 0) return null
  const { count, matched } = row
  return matched
    ? { isMatched: true, count, ambiguous: matched.ambiguous, missing: matched.missing }
    : { isMatched: false, count }
}

/** Photos of a sequence of which it is not known which of Mapillary's they are, and those that they may be: neither is gone or new. */
export async function findCandidates(
  db: Db,
  sequenceId: number,
): Promise<{ photoIds: Set<number>; newKeys: Set<string> }> {
  const ofSequence = db.select({ id: photos.id }).from(photos).where(eq(photos.sequenceId, sequenceId))
  const rows = await db.select().from(keyCandidates).where(inArray(keyCandidates.photoId, ofSequence))
  return { photoIds: new Set(rows.map(({ photoId }) => photoId)), newKeys: new Set(rows.map(({ newKey }) => newKey)) }
}

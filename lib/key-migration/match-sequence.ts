import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { keyCandidates, matchedSequences } from '@/db/schema/key-matches'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { KEYS_PER_CALL } from '@/lib/mapillary/keys-per-call'
import type { MapillaryClient, MapillarySequence } from '@/lib/mapillary/types'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { type Matching, matchPhotos, type NewPhoto, type OldPhoto } from './match-photos'
import { isForeignKey } from './old-keys'

export type MatchTools = { db: Db; mapillary: MapillaryClient; backup: Backup; token: () => Promise<string> }
export type MatchOptions = { isDryRun: boolean; byHand: ReadonlyMap<string, string> }
export type UnmatchedSequence = { id: number; mapillaryKey: string; name: string; username: string; isPrivate: boolean }
export type SequenceMatching = Matching & { isOnMapillary: boolean }

/** Sequences with photos that carry keys of another version, in the order in which they came. */
export async function listUnmatched({
  db,
  mapillary,
}: Pick<MatchTools, 'db' | 'mapillary'>): Promise<UnmatchedSequence[]> {
  const withForeign = db
    .selectDistinct({ id: photos.sequenceId })
    .from(photos)
    .where(isForeignKey(photos.mapillaryKey, mapillary.keyForm))
  return db
    .select({
      id: sequences.id,
      mapillaryKey: sequences.mapillaryKey,
      name: sequences.name,
      username: users.username,
      isPrivate: sequences.isPrivate,
    })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(and(inArray(sequences.id, withForeign), sql`${sequences.deletedAt} is null`))
    .orderBy(asc(sequences.id))
}

/**
 * Matches the photos of one sequence that carry old keys with Mapillary's of today, and gives those that are certain their new keys; nothing
 * else of them changes. What is not certain is noted, not guessed. Safe to repeat. Throws CONFLICT while the sequence is being imported, and what Mapillary's calls throw.
 */
export async function matchSequence(
  tools: MatchTools,
  sequence: UnmatchedSequence,
  { isDryRun, byHand }: MatchOptions,
): Promise<SequenceMatching> {
  const { db, mapillary } = tools
  const olds = await listOld(tools, sequence.id)
  const today = await findSequence(tools, sequence.mapillaryKey)
  const keys = today ? await withoutStored(db, today.photoKeys) : []
  const news: NewPhoto[] = []
  for (let start = 0; start < keys.length; start += KEYS_PER_CALL)
    news.push(...(await mapillary.getImages(await tools.token(), keys.slice(start, start + KEYS_PER_CALL))))
  const matching = matchPhotos(olds, news, byHand)
  if (!isDryRun) {
    await db.transaction((tx) => store(tx, { sequenceId: sequence.id, today, matching }))
    const isKept = and(eq(photos.sequenceId, sequence.id), sql`${photos.backedUpAt} is not null`)
    if (matching.matches.length > 0 && (await db.$count(photos, isKept)) > 0)
      await writeManifest(tools, { sequenceId: sequence.id, username: sequence.username })
  }
  return { ...matching, isOnMapillary: today !== null }
}

async function listOld({ db, mapillary }: MatchTools, sequenceId: number): Promise<OldPhoto[]> {
  const rows = await db
    .select({
      id: photos.id,
      n: photos.n,
      key: photos.mapillaryKey,
      capturedAt: photos.capturedAt,
      lng: photos.lng,
      lat: photos.lat,
    })
    .from(photos)
    .where(and(eq(photos.sequenceId, sequenceId), isForeignKey(photos.mapillaryKey, mapillary.keyForm)))
    .orderBy(asc(photos.n))
  return rows.map(({ lng, lat, ...photo }) => ({ ...photo, lngLat: lng === null || lat === null ? null : [lng, lat] }))
}

async function findSequence({ mapillary, token }: MatchTools, key: string): Promise<MapillarySequence | null> {
  try {
    return await mapillary.getSequence(await token(), key)
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}

async function withoutStored(db: Db, keys: string[]): Promise<string[]> {
  const rows = await db.select({ key: photos.mapillaryKey }).from(photos).where(inArray(photos.mapillaryKey, keys))
  const stored = new Set(rows.map(({ key }) => key))
  return keys.filter((key) => !stored.has(key))
}

async function store(
  db: Db,
  { sequenceId, today, matching }: { sequenceId: number; today: MapillarySequence | null; matching: Matching },
): Promise<void> {
  await db.select({ id: sequences.id }).from(sequences).where(eq(sequences.id, sequenceId)).for('update')
  const isImporting = and(eq(imports.sequenceId, sequenceId), inArray(imports.state, [...ACTIVE_STATES]))
  if ((await db.$count(imports, isImporting)) > 0)
    throw new AppError('CONFLICT', 'An import of it is under way: cancel it, or wait for its end')
  const matches = matching.matches.map(({ photo, newKey, how }) => ({ id: photo.id, old: photo.key, new: newKey, how }))
  await db.execute(sql`
    with r as (
      select * from jsonb_to_recordset(${JSON.stringify(matches)}::jsonb) as r(id bigint, old text, new text, how text)
    ), renamed as (
      update photos p set mapillary_key = r.new from r where p.id = r.id and p.mapillary_key = r.old returning r.*
    )
    insert into key_matches (kind, old_key, new_key, how) select 'photo', old, new, how from renamed`)
  const ofSequence = db.select({ id: photos.id }).from(photos).where(eq(photos.sequenceId, sequenceId))
  await db.delete(keyCandidates).where(inArray(keyCandidates.photoId, ofSequence))
  const candidates = matching.ambiguous.flatMap(({ photo, newKeys }) => newKeys.map((key) => ({ id: photo.id, key })))
  await db.execute(sql`
    insert into key_candidates (photo_id, new_key)
    select id, key from jsonb_to_recordset(${JSON.stringify(candidates)}::jsonb) as r(id bigint, key text)`)
  const result = { ambiguous: matching.ambiguous.length, missing: matching.missing.length, matchedAt: sql`now()` }
  await db
    .insert(matchedSequences)
    .values({ sequenceId, ...result })
    .onConflictDoUpdate({ target: matchedSequences.sequenceId, set: result })
  if (today) await db.update(sequences).set({ photoKeys: today.photoKeys }).where(eq(sequences.id, sequenceId))
}

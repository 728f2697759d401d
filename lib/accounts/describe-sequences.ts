import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountPhotos, accountSequences } from '@/db/schema/people/accounts'
import { plausiblePositions } from '@/lib/geo/doubts'
import { lengthMeters } from '@/lib/geo/lines/length'
import type { LngLat } from '@/lib/geo/lng-lat'
import { sampleLine } from '@/lib/imports/request/sample-line'
import { fastestMetersPerSecond } from '@/lib/model/transport-types'

const AT_ONCE = 100 // sequences, of about 500 photos each

/** Describes anew the sequences of an account whose photos have changed; those without photos go. Safe to repeat. */
export async function describeSequences(db: Db, userId: number): Promise<void> {
  for (;;) {
    const stale = await db
      .select({ key: accountSequences.sequenceKey })
      .from(accountSequences)
      .where(and(eq(accountSequences.userId, userId), accountSequences.isStale))
      .limit(AT_ONCE)
    if (stale.length === 0) return
    await db.transaction((tx) =>
      describe(
        tx,
        userId,
        stale.map(({ key }) => key),
      ),
    )
  }
}

async function describe(db: Db, userId: number, keys: string[]): Promise<void> {
  const photos = await db
    .select()
    .from(accountPhotos)
    .where(and(eq(accountPhotos.userId, userId), inArray(accountPhotos.sequenceKey, keys)))
    .orderBy(asc(accountPhotos.capturedAt), asc(accountPhotos.photoKey))
  const bySequence = new Map<string, typeof photos>()
  for (const photo of photos) {
    const list = bySequence.get(photo.sequenceKey)
    if (list) list.push(photo)
    else bySequence.set(photo.sequenceKey, [photo])
  }
  const rows = [...bySequence].map(([key, list]) => ({ key, ...summarise(list) }))
  await db.execute(sql`
    update account_sequences a set is_stale = false, captured_at = r.captured_at, photo_count = r.photo_count,
      length_meters = r.length_meters, camera_make = r.camera_make, is_pano = r.is_pano, line = r.line
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(key text, captured_at timestamptz, photo_count int, length_meters float8, camera_make text, is_pano boolean, line jsonb)
    where a.user_id = ${userId} and a.sequence_key = r.key`)
  const empty = keys.filter((key) => !bySequence.has(key))
  if (empty.length > 0)
    await db
      .delete(accountSequences)
      .where(and(eq(accountSequences.userId, userId), inArray(accountSequences.sequenceKey, empty)))
}

/** The photos are in order of capture. */
function summarise(photos: (typeof accountPhotos.$inferSelect)[]) {
  const given = photos.map(({ lng, lat }): LngLat | null => (lng === null || lat === null ? null : [lng, lat]))
  const positions = plausiblePositions(given, fastestMetersPerSecond(null))
  return {
    captured_at: photos.find(({ capturedAt }) => capturedAt !== null)?.capturedAt ?? null,
    photo_count: photos.length,
    length_meters: lengthMeters(positions),
    camera_make: photos.find(({ cameraMake }) => cameraMake !== null)?.cameraMake ?? null,
    is_pano: photos.some(({ isPano }) => isPano),
    line: sampleLine(positions),
  }
}

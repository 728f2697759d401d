import { and, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountSequences, accountSyncs } from '@/db/schema/people/accounts'
import type { ListPosition } from '@/lib/accounts/span'
import type { ListedPhoto } from '@/lib/mapillary/types'
import { type AccountSyncRow, isActiveSync } from './active-sync'

/** Stores a page of the list together with the position of the next one. A page that another run has stored meanwhile changes nothing. */
export async function storePage(
  db: Db,
  { userId, attempt, number }: AccountSyncRow,
  { photos, at, next }: { photos: ListedPhoto[]; at: ListPosition; next: ListPosition | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [moved] = await tx
      .update(accountSyncs)
      .set({
        ...(next ?? at),
        state: 'running',
        reason: null,
        waitingUntil: null,
        movedAt: sql`now()`,
        quietUntil: null,
      })
      .where(and(isActiveSync({ userId, attempt }), sql`${accountSyncs.after} is not distinct from ${at.after}`))
      .returning({ userId: accountSyncs.userId })
    if (!moved) return
    await storePhotos(tx, { userId, number }, photos)
    const keys = [...new Set(photos.map(({ sequenceKey }) => sequenceKey))]
    if (keys.length > 0)
      await tx
        .insert(accountSequences)
        .values(keys.map((sequenceKey) => ({ userId, sequenceKey })))
        .onConflictDoUpdate({
          target: [accountSequences.userId, accountSequences.sequenceKey],
          set: { isStale: true },
        })
  })
}

/** Photos on the edge of two spans, or in a span that was halved, come more than once; they count once. */
async function storePhotos(
  db: Db,
  { userId, number }: Pick<AccountSyncRow, 'userId' | 'number'>,
  photos: ListedPhoto[],
): Promise<void> {
  const rows = photos.map(({ key, sequenceKey, capturedAt, lngLat, isPano, cameraMake }) => ({
    key,
    sequence_key: sequenceKey,
    captured_at: capturedAt,
    lng: lngLat?.[0],
    lat: lngLat?.[1],
    is_pano: isPano,
    camera_make: cameraMake,
  }))
  await db.execute(sql`
    with met as (
      insert into account_photos (user_id, sequence_key, photo_key, captured_at, lng, lat, is_pano, camera_make, seen_in)
      select distinct on (r.sequence_key, r.key) ${userId}::bigint, r.sequence_key, r.key, r.captured_at, r.lng, r.lat, r.is_pano, r.camera_make, ${number}::int
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(key text, sequence_key text, captured_at timestamptz, lng float8, lat float8, is_pano boolean, camera_make text)
      on conflict (user_id, sequence_key, photo_key) do update set captured_at = excluded.captured_at, lng = excluded.lng,
        lat = excluded.lat, is_pano = excluded.is_pano, camera_make = excluded.camera_make, seen_in = excluded.seen_in
        where account_photos.seen_in <> excluded.seen_in
      returning 1
    )
    update account_syncs set photo_count = photo_count + (select count(*) from met) where user_id = ${userId}`)
}

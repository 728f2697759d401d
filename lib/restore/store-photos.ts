import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoBlurs } from '@/db/schema/blurs'
import { detections } from '@/db/schema/detections'
import { keyCandidates, keyMatches } from '@/db/schema/key-matches'
import { photos } from '@/db/schema/photos'
import { blurFormat, detectionFormat, keyMatchFormat, photoFormat } from '@/lib/manifests/formats'
import { insertRows, recordOf } from './insert-rows'
import { withoutErased } from './without-erased'

const PHOTOS_AT_ONCE = 250
const TEXT_AT_ONCE = 4_000_000

type Target = { sequenceId: number; ownerId: number }

/**
 * Stores photos, each JSON as in a manifest, with their detections and keys, and resolves with how many were left out because the operator
 * erased them. `onStored` is told of how many were stored. Part of a transaction.
 */
export async function storePhotos(
  db: Db,
  lines: AsyncIterable<string>,
  { target, onStored }: { target: Target; onStored: (count: number) => void },
): Promise<number> {
  let erased = 0
  let batch: string[] = []
  let size = 0
  async function flush(): Promise<void> {
    if (batch.length === 0) return
    const kept = await withoutErased(db, batch)
    await storeBatch(db, `[${kept.join(',')}]`, target)
    onStored(kept.length)
    erased += batch.length - kept.length
    batch = []
    size = 0
  }
  for await (const line of lines) {
    batch.push(line)
    size += line.length
    if (batch.length >= PHOTOS_AT_ONCE || size >= TEXT_AT_ONCE) await flush()
  }
  await flush()
  return erased
}

async function storeBatch(db: Db, json: string, { sequenceId, ownerId }: Target): Promise<void> {
  const all = sql`${json}::jsonb`
  await db.execute(
    insertRows(photoFormat, {
      rows: sql`jsonb_to_recordset(${all}) as r(${recordOf(photoFormat)})`,
      also: [
        [photos.sequenceId, sql`${sequenceId}::bigint`],
        [photos.ownerId, sql`${ownerId}::bigint`],
      ],
    }),
  )
  await db.execute(
    insertRows(detectionFormat, {
      rows: sql`jsonb_to_recordset(${all}) as p(id bigint, detections jsonb),
        jsonb_to_recordset(p.detections) as r(${recordOf(detectionFormat)})`,
      also: [[detections.photoId, sql`p.id`]],
    }),
  )
  if (json.includes('"blurs"'))
    await db.execute(
      insertRows(blurFormat, {
        rows: sql`jsonb_to_recordset(${all}) as p(id bigint, blurs jsonb),
          jsonb_to_recordset(p.blurs) as r(${recordOf(blurFormat)})`,
        also: [[photoBlurs.photoId, sql`p.id`]],
      }),
    )
  if (json.includes('"oldKey"'))
    await db.execute(
      insertRows(keyMatchFormat, {
        rows: sql`jsonb_to_recordset(${all}) as p("mapillaryKey" text, "oldKeys" jsonb),
          jsonb_to_recordset(p."oldKeys") as r(${recordOf(keyMatchFormat)})`,
        also: [
          [keyMatches.kind, sql`'photo'`],
          [keyMatches.newKey, sql`p."mapillaryKey"`],
        ],
        onConflict: sql`on conflict do nothing`,
      }),
    )
  await db.execute(sql`
    insert into ${keyCandidates} (photo_id, new_key)
    select p.id, new_key from jsonb_to_recordset(${all}) as p(id bigint, "candidateKeys" text[]), unnest(p."candidateKeys") new_key`)
}

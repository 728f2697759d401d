import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { photoBlurs } from '@/db/schema/blurs'
import { detections } from '@/db/schema/detections'
import { keyCandidates, keyMatches, matchedSequences } from '@/db/schema/key-matches'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import {
  blurFormat,
  detectionFormat,
  keyMatchFormat,
  matchedSequenceFormat,
  photoFormat,
  sequenceFormat,
} from './formats'
import { listOf, selectRow } from './row-format'

const PHOTOS_AT_ONCE = 100

/** The sequence as a manifest has it, as JSON in one line. Throws NOT_FOUND. */
export async function describeSequence(db: Db, sequenceId: number): Promise<string> {
  const matching = sql`select ${selectRow(matchedSequenceFormat)} from ${matchedSequences} where ${matchedSequences.sequenceId} = ${sequences.id}`
  const { json } = one(
    await db.execute<{ json: string }>(sql`
      select to_json(row)::text as json from (
        select ${selectRow(sequenceFormat)}, (select to_jsonb(m) from (${matching}) m) as matching,
          jsonb_build_object('id', ${users.id}, 'mapillaryKey', ${users.mapillaryKey}, 'username', ${users.username}) as owner
        from ${sequences} join ${users} on ${users.id} = ${sequences.ownerId} where ${sequences.id} = ${sequenceId}
      ) row`),
  )
  return json
}

/** The photos as a manifest in `folder` has them: each as JSON in one line. */
export async function* describePhotos(db: Db, sequenceId: number, folder: string): AsyncGenerator<string> {
  for (let last = 0; ; ) {
    const batch = await db.execute<{ n: number; json: string }>(sql`
      select row.n, to_json(row)::text as json from (
        select ${selectRow(photoFormat)}, ${fileFrom(folder)} as file,
          ${listOf(detectionsOfPhoto, sql`id`)} as detections, ${listOf(blursOfPhoto, sql`id`)} as blurs, ${listOf(oldKeysOfPhoto, sql`"oldKey"`)} as "oldKeys",
          array(${candidatesOfPhoto}) as "candidateKeys"
        from ${photos} where ${photos.sequenceId} = ${sequenceId} and ${photos.n} > ${last}
        order by ${photos.n} limit ${PHOTOS_AT_ONCE}
      ) row`)
    for (const { json } of batch) yield json
    const end = batch.at(-1)
    if (!end) return
    last = end.n
  }
}

const blursOfPhoto = sql`select ${selectRow(blurFormat)} from ${photoBlurs} where ${photoBlurs.photoId} = ${photos.id}`
const detectionsOfPhoto = sql`select ${selectRow(detectionFormat)} from ${detections} where ${detections.photoId} = ${photos.id}`
const oldKeysOfPhoto = sql`
  select ${selectRow(keyMatchFormat)} from ${keyMatches} where ${keyMatches.kind} = 'photo' and ${keyMatches.newKey} = ${photos.mapillaryKey}`
const candidatesOfPhoto = sql`
  select ${keyCandidates.newKey} from ${keyCandidates} where ${keyCandidates.photoId} = ${photos.id} order by 1`

/** Where the original lies, seen from `USERNAME/SEQUENCE_ID`: the owner may have had another name when it was backed up. */
function fileFrom(folder: string): SQL {
  const key = photos.backupKey
  return sql`case when starts_with(${key}, ${`${folder}/`}) then substr(${key}, ${folder.length + 2}::int) else '../../' || ${key} end`
}

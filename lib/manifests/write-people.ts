import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { favourites } from '@/db/schema/people/favourites'
import { photos } from '@/db/schema/photos'
import { tagChanges, tags } from '@/db/schema/tags'
import { viewpointPlaces, viewpoints } from '@/db/schema/viewpoints'
import { peopleKey } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { favouriteFormat, markFormat, placeFormat, tagChangeFormat, tagFormat } from './formats'
import { linesOf, withHead } from './lines'
import { putText } from './put-text'
import { listOf, selectRow } from './row-format'
import { saveFile } from './save-file'

const changesOfTag = sql`select ${selectRow(tagChangeFormat)} from ${tagChanges} where ${tagChanges.tagId} = ${tags.id}`
const tagsOfPhoto = sql`
  select ${selectRow(tagFormat)}, ${listOf(changesOfTag, sql`id`)} as changes from ${tags} where ${tags.photoId} = ${photos.id}`
const placeOfMark = sql`select ${selectRow(placeFormat)} from ${viewpointPlaces} where ${viewpointPlaces.id} = ${viewpoints.placeId}`
const marksOfPhoto = sql`
  select ${selectRow(markFormat)}, (select to_jsonb(p) from (${placeOfMark}) p) as place
  from ${viewpoints} where ${viewpoints.photoId} = ${photos.id}`
const favouritesOfPhoto = sql`
  select ${selectRow(favouriteFormat)} from ${favourites} where ${favourites.photoId} = ${photos.id}`

/**
 * Rewrites `people.jsonl` of a sequence: a line for each photo that people tagged, marked or put on their lists, with the history of the tags. Without any there
 * is no file. Safe to repeat.
 */
export async function writePeople(
  { db, backup }: { db: Db; backup: Backup },
  { sequenceId, username }: { sequenceId: number; username: string },
): Promise<void> {
  const key = peopleKey(username, sequenceId)
  await saveFile(db, { kind: 'people', sequenceId }, async (tx) => {
    const lines = linesOf(
      tx,
      (after) => sql`
        select ${photos.id} as after, ${photos.id} as "photoId", ${photos.n} as n,
          ${listOf(tagsOfPhoto, sql`id`)} as tags, ${listOf(marksOfPhoto, sql`"userId"`)} as marks,
          ${listOf(favouritesOfPhoto, sql`"userId"`)} as favourites
        from ${photos}
        where ${photos.sequenceId} = ${sequenceId} and ${photos.id} > ${after}
          and (exists (select from ${tags} where ${tags.photoId} = ${photos.id})
            or exists (select from ${viewpoints} where ${viewpoints.photoId} = ${photos.id})
            or exists (select from ${favourites} where ${favourites.photoId} = ${photos.id}))
        order by ${photos.id}`,
    )
    const first = await lines.next()
    if (first.done) return backup.remove(key)
    const all = async function* () {
      yield first.value
      yield* lines
    }
    await putText(backup, { key, contentType: 'application/jsonl' }, withHead('people', all()))
  })
}

import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { favourites } from '@/db/schema/people/favourites'
import { tagChanges, tags } from '@/db/schema/tags'
import { viewpoints } from '@/db/schema/viewpoints'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { favouriteFormat, markFormat, placeFormat, tagChangeFormat, tagFormat } from '@/lib/manifests/formats'
import { insertRows, recordOf } from './insert-rows'
import { moveIdsOn } from './move-ids-on'
import { readFileLines } from './read-file-lines'
import { withoutErased } from './without-erased'

const PHOTOS_AT_ONCE = 500

/** A photo's line in `people.jsonl`; PostgreSQL checks the rest when it reads it. */
const PeopleLine = z.looseObject({
  photoId: z.number(),
  tags: z.array(z.looseObject({})),
  marks: z.array(z.looseObject({})),
  favourites: z.array(z.looseObject({})).optional(), // files of before there were any have none
})

type Target = { sequenceId: number; ownerId: number }

/** The lines of a `people.jsonl`. Throws INVALID_INPUT for a damaged one. */
export function readPeople(backup: Backup, key: string): AsyncGenerator<string> {
  return readFileLines(backup, { key, file: 'people', schema: PeopleLine })
}

/** Stores what people added to the photos of a sequence. Part of a transaction. Throws INVALID_INPUT when not all of it can be stored. */
export async function storePeople(
  db: Db,
  backup: Backup,
  { key, target }: { key: string; target: Target },
): Promise<void> {
  await moveIdsOn(db, {}) // a trigger gives ids to changes, until those of the backup replace them
  let batch: string[] = []
  for await (const line of readPeople(backup, key)) {
    batch.push(line)
    if (batch.length < PHOTOS_AT_ONCE) continue
    await storeBatch(db, await withoutErased(db, batch), { key, target })
    batch = []
  }
  if (batch.length > 0) await storeBatch(db, await withoutErased(db, batch), { key, target })
}

async function storeBatch(db: Db, lines: string[], { key, target }: { key: string; target: Target }): Promise<void> {
  const all = sql`jsonb_to_recordset(${`[${lines.join(',')}]`}::jsonb) as p("photoId" bigint, tags jsonb, marks jsonb)`
  const isTagKnown = sql`exists (select from users u where u.id = r."authorId") and exists (select from tag_types t where t.value = r.type)`
  await db.execute(
    insertRows(tagFormat, {
      rows: sql`${all}, jsonb_to_recordset(p.tags) as r(${recordOf(tagFormat)}) where ${isTagKnown}`,
      also: [[tags.photoId, sql`p."photoId"`]],
    }),
  )
  const ofTags = sql`${all}, jsonb_to_recordset(p.tags) as t(id bigint, changes jsonb)`
  // A trigger has noted that the tags were created: their own history tells when.
  await db.execute(sql`delete from ${tagChanges} where ${tagChanges.tagId} in (select t.id from ${ofTags})`)
  await db.execute(
    insertRows(tagChangeFormat, {
      rows: sql`${ofTags}, jsonb_to_recordset(t.changes) as r(${recordOf(tagChangeFormat)}) where exists (select from tags s where s.id = t.id)`,
      also: [[tagChanges.tagId, sql`t.id`]],
    }),
  )
  const ofMarks = sql`${all}, jsonb_to_recordset(p.marks) as m(place jsonb)`
  await db.execute(
    insertRows(placeFormat, {
      rows: sql`${ofMarks}, jsonb_to_recordset(jsonb_build_array(m.place)) as r(${recordOf(placeFormat)}) where m.place <> 'null'`,
      onConflict: sql`on conflict do nothing`,
    }),
  )
  await db.execute(
    insertRows(markFormat, {
      rows: sql`${all}, jsonb_to_recordset(p.marks) as r(${recordOf(markFormat)}, place jsonb)
        where exists (select from users u where u.id = r."userId") order by r."markedAt"`,
      also: [
        [viewpoints.photoId, sql`p."photoId"`],
        [viewpoints.photoOwnerId, sql`${target.ownerId}::bigint`],
        [viewpoints.placeId, sql`(r.place ->> 'id')::bigint`],
      ],
    }),
  )
  await db.execute(
    insertRows(favouriteFormat, {
      rows: sql`jsonb_to_recordset(${`[${lines.join(',')}]`}::jsonb) as p("photoId" bigint, favourites jsonb),
        jsonb_to_recordset(p.favourites) as r(${recordOf(favouriteFormat)}) where exists (select from users u where u.id = r."userId")`,
      also: [[favourites.photoId, sql`p."photoId"`]],
    }),
  )
  await requireAll(db, lines, key)
}

/** What was of an account or a tag type that did not come back is missing now. */
async function requireAll(db: Db, lines: string[], key: string): Promise<void> {
  const { missing } = one(
    await db.execute<{ missing: number }>(sql`
      select (select count(*) from ${sql`jsonb_to_recordset(${`[${lines.join(',')}]`}::jsonb) as p(tags jsonb)`}, jsonb_to_recordset(p.tags) as t(id bigint)
          where not exists (select from ${tags} where ${tags.id} = t.id))::int
        + (select count(*) from ${sql`jsonb_to_recordset(${`[${lines.join(',')}]`}::jsonb) as p("photoId" bigint, marks jsonb)`}, jsonb_to_recordset(p.marks) as m("userId" bigint)
          where not exists (select from ${viewpoints} where ${viewpoints.photoId} = p."photoId" and ${viewpoints.userId} = m."userId"))::int as missing`),
  )
  if (missing > 0)
    throw new AppError(
      'INVALID_INPUT',
      `${key}: ${missing} tags or marks are of accounts or tag types that are not there`,
    )
}

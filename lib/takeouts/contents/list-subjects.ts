import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { tags, tagTypes } from '@/db/schema/tags'
import { label } from '@/lib/format/label'

const PHOTOS_AT_ONCE = 500

/**
 * Tells what is to be seen on photos of a sequence, in words: detections and the tags that people gave. Numbers of photos must be asked for
 * in their order.
 */
export function subjectReader(db: Db, sequenceId: number): (n: number) => Promise<string[]> {
  let upTo = 0
  let subjects = new Map<number, string[]>()
  return async (n) => {
    if (n > upTo) {
      upTo = n + PHOTOS_AT_ONCE
      subjects = await listSubjects(db, { sequenceId, after: n - 1, upTo })
    }
    return subjects.get(n) ?? []
  }
}

async function listSubjects(
  db: Db,
  { sequenceId, after, upTo }: { sequenceId: number; after: number; upTo: number },
): Promise<Map<number, string[]>> {
  const chosen = sql`select ${photos.id} as id, ${photos.n} as n from ${photos}
    where ${photos.sequenceId} = ${sequenceId} and ${photos.n} > ${after} and ${photos.n} <= ${upTo}`
  const rows = await db.execute<{ n: number; value: string; label: string | null }>(sql`
    with chosen as materialized (${chosen})
    select distinct chosen.n, ${detections.value} as value, null::text as label
      from chosen join ${detections} on ${detections.photoId} = chosen.id
    union
    select chosen.n, ${tags.type}, ${tagTypes.label}
      from chosen join ${tags} on ${tags.photoId} = chosen.id and ${tags.removedAt} is null
      join ${tagTypes} on ${tagTypes.value} = ${tags.type}`)
  const subjects = new Map<number, string[]>()
  for (const row of rows) subjects.set(row.n, [...(subjects.get(row.n) ?? []), row.label ?? label(row.value)])
  return new Map([...subjects].map(([n, names]) => [n, [...new Set(names)].sort()]))
}

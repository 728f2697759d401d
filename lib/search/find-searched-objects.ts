import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { DetectionShape } from '@/lib/model/picture-shapes'
import { BACKDROP_FROM } from '@/lib/photos/searched-box'
import { boxOfLargestPart } from '@/lib/photos/shape-rings'
import type { SearchedObject } from '@/lib/photos/types'
import { isNamed } from './filters/tags'
import type { PhotoFilter } from './photo-filter'

type Searched = Pick<PhotoFilter, 'tag' | 'source' | 'minScore' | 'minArea'>

/**
 * Of each photo the object that the search asked for: the largest one that is no backdrop. Photos are missing where nothing was asked for, or
 * where nobody outlined it.
 */
export async function findSearchedObjects(
  db: Db,
  { photoIds, filter }: { photoIds: number[]; filter: Searched },
): Promise<Map<number, SearchedObject>> {
  if (filter.tag.length === 0 || photoIds.length === 0) return new Map()
  const rows = await db.execute<{ photo_id: string; value: string; shape: DetectionShape }>(sql`
    select distinct on (photo_id) photo_id, value, shape from (${sql.join(sourcesOf(filter, photoIds), sql` union all `)}) found
    order by photo_id, coalesce(area, 0) > ${BACKDROP_FROM}::float8, area desc nulls last`)
  return new Map(
    rows.flatMap(({ photo_id: photoId, value, shape }): [number, SearchedObject][] => {
      const box = boxOfLargestPart(shape)
      return box ? [[Number(photoId), { value, box }]] : []
    }),
  )
}

function sourcesOf({ tag, source, minScore, minArea }: Searched, photoIds: number[]): SQL[] {
  const wanted = (column: SQL) =>
    sql.join(
      tag.map((value) => isNamed(column, value)),
      sql` or `,
    )
  const large = minArea === undefined ? sql`true` : sql`area >= ${minArea}::float8`
  const sure = minScore === undefined ? sql`true` : sql`score >= ${minScore}::float8`
  const detected = sql`
    select photo_id, value, area, shape from detections
    where photo_id in ${photoIds} and shape is not null and (${wanted(sql`value`)}) and ${large} and ${sure}`
  const tagged = sql`
    select photo_id, type as value, area, shape from tags
    where photo_id in ${photoIds} and removed_at is null and (${wanted(sql`type`)}) and ${large}`
  if (source === 'mtp') return [tagged]
  return source === 'mapillary' || minScore !== undefined ? [detected] : [detected, tagged] // tags of people have no score
}

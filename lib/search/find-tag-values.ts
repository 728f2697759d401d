import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { tags, tagTypes } from '@/db/schema/tags'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'

const Row = z.object({ value: z.string() })

/**
 * Every value that is on a photo which `viewer` may see, found by Mapillary or added by people, in order. Jumps from value to value in the
 * index: cheap with millions of rows.
 */
export async function findTagValues(db: Db, viewer: Viewer): Promise<string[]> {
  const rows = await db.execute(sql`
    with recursive known(value) as (
      select min(${detections.value}) from ${detections}
      union all
      select (select min(d.value) from ${detections} d where d.value > known.value) from known where known.value is not null
    )
    select value from known where value is not null and exists (
      select 1 from ${detections} join ${photos} on ${photos.id} = ${detections.photoId}
      where ${detections.value} = known.value and ${visiblePhotos(viewer)}
    )
    union
    select ${tagTypes.value} from ${tagTypes} where exists (
      select 1 from ${tags} join ${photos} on ${photos.id} = ${tags.photoId}
      where ${tags.type} = ${tagTypes.value} and ${tags.removedAt} is null and ${visiblePhotos(viewer)}
    )
    order by value`)
  return [...rows].map((row) => Row.parse(row).value)
}

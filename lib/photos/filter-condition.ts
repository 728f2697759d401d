import { and, eq, gte, isNotNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { users } from '@/db/schema/users'
import { AppError } from '@/lib/errors'
import { type Viewer, visiblePhotos } from '@/lib/visibility'
import { type Season, sinceMoment } from './filter-params'
import type { PhotoFilter } from './photo-filter'
import { insideArea, insideBbox, withinRadius } from './place-conditions'

/** The first month of each season north of the equator; six months later it is the same season in the south. */
const FIRST_MONTH: Record<Season, number> = { spring: 3, summer: 6, autumn: 9, winter: 12 }

/**
 * The photos that fit the filter and that `viewer` may see, as a condition on `photos` joined with `sequences` and `users`.
 * Throws UNAUTHENTICATED when nobody is logged in and the filter asks for the caller's own photos.
 */
export function filterCondition(filter: PhotoFilter, viewer: Viewer): SQL | undefined {
  const { sequence, user, to, pano, minViewpoints, minAltitude, maxAltitude, transport } = filter
  const { bbox, area, near, radius, cameraMake, cameraModel } = filter
  const start = startOf(filter)
  return and(
    visiblePhotos(viewer),
    isNotNull(photos.importedAt),
    bbox && insideBbox(photos, bbox),
    area && insideArea(photos, area),
    near && withinRadius(photos, near, radius),
    sequence === undefined ? undefined : eq(photos.sequenceId, sequence),
    user === undefined ? undefined : eq(users.username, user),
    start && gte(photos.capturedAt, start),
    to && lt(photos.capturedAt, to),
    inSeason(filter.season),
    pano === undefined ? undefined : eq(photos.isPano, pano),
    ...tagConditions(filter),
    minViewpoints === undefined ? undefined : gte(photos.viewpointCount, minViewpoints),
    minAltitude === undefined ? undefined : gte(photos.altitude, minAltitude),
    maxAltitude === undefined ? undefined : lte(photos.altitude, maxAltitude),
    cameraMake === undefined ? undefined : sql`lower(${photos.cameraMake}) = ${cameraMake.toLowerCase()}`,
    cameraModel === undefined ? undefined : sql`lower(${photos.cameraModel}) = ${cameraModel.toLowerCase()}`,
    transport === undefined ? undefined : eq(sequences.transportType, transport),
    ...filter.sequenceTag.map(
      (tag) => sql`exists (select 1 from unnest(${sequences.tags}) own where lower(own) = ${tag.toLowerCase()})`,
    ),
    looking(filter),
    backedUp(filter, viewer),
  )
}

/** The later one of `from` and of what `since` means. */
function startOf({ from, since }: PhotoFilter): Date | undefined {
  const preset = since === undefined ? undefined : sinceMoment(since, new Date())
  if (!from || !preset) return from ?? preset
  return from > preset ? from : preset
}

function inSeason(seasons: Season[]): SQL | undefined {
  const month = sql`extract(month from ${photos.capturedAt} at time zone 'UTC')::int`
  const northern = sql`case when ${photos.lat} < 0 then (${month} + 5) % 12 + 1 else ${month} end`
  return or(...seasons.map((season) => sql`(${northern} - ${FIRST_MONTH[season]}::int + 12) % 12 < 3`))
}

/** Each tag has to be on the photo; `*` at the end stands for anything. All tags are Mapillary's so far. */
function tagConditions({ tag, source, minScore, minArea }: PhotoFilter): SQL[] {
  if (source === 'mtp') return [sql`false`]
  const isAnyMeant = source === 'mapillary' || minScore !== undefined || minArea !== undefined
  const values = tag.length === 0 && isAnyMeant ? ['*'] : tag
  return values.map((value) => {
    const fits = value.endsWith('*')
      ? sql`d.value like ${`${escapeLike(value.slice(0, -1))}%`}`
      : sql`d.value = ${value}`
    const score = minScore === undefined ? sql`` : sql`and d.score >= ${minScore}::float8`
    const area = minArea === undefined ? sql`` : sql`and d.area >= ${minArea}::float8`
    return sql`exists (select 1 from detections d where d.photo_id = ${photos.id} and ${fits} ${score} ${area})`
  })
}

function escapeLike(value: string): string {
  return value.replace(/[\\%_]/g, '\\$&')
}

function looking({ heading, headingTolerance }: PhotoFilter): SQL | undefined {
  if (heading === undefined) return undefined
  const apart = sql`abs(${photos.compassAngle} - ${heading}::float8)`
  return sql`least(${apart}, 360 - ${apart}) <= ${headingTolerance}::float8`
}

function backedUp({ backedUp: wanted }: PhotoFilter, viewer: Viewer): SQL | undefined {
  if (wanted === undefined) return undefined
  if (viewer === null) throw new AppError('UNAUTHENTICATED', 'backedUp: log in to search your own photos')
  return and(eq(photos.ownerId, viewer), sql`(${photos.backedUpAt} is not null) = ${wanted}`)
}

import { and, desc, eq, gt, gte, inArray, isNotNull, lt, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpointPlaces, viewpoints } from '@/db/schema/viewpoints'
import { type Span, spanOf } from '@/lib/model/period'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { bboxOfCircle, distanceTo, insideBbox, insideCells } from '@/lib/photos/place-conditions'
import { photoColumns, toFeature } from '@/lib/photos/to-feature'
import type { PhotoFeature } from '@/lib/photos/types'
import { visiblePhotos } from '@/lib/visibility/visible-rows'
import { encodeViewpointCursor, type ViewpointCursor, type ViewpointFilter } from './viewpoint-filter'

/** A place that people find worth the trip, whatever photo of it they marked. */
export type ViewpointPlace = {
  id: string
  rank: number // from 1, in the whole list
  score: number // 0..1: lower end of the Wilson score interval of the people for and against
  peopleFor: number
  peopleAgainst: number
  lastMarkedAt: string // ISO 8601
  distance: number | null // metres from `near`
  photo: PhotoFeature // its best
}

export type ViewpointPage = { viewpoints: ViewpointPlace[]; nextCursor: string | null }

/** One page of the viewpoints that fit the filter, the best first; a period counts the marks that were made in it. Public photos only. */
export async function findViewpoints(
  { db, mapillary, origin }: PhotoSources,
  filter: ViewpointFilter,
): Promise<ViewpointPage> {
  const { limit, cursor, near } = filter
  const ranked = filter.period === undefined ? rankedEver(db) : rankedWithin(db, spanOf(filter.period), filter)
  const rows = await db
    .select({
      place: { id: ranked.id, peopleFor: ranked.peopleFor, peopleAgainst: ranked.peopleAgainst, score: ranked.score },
      lastMarkedAt: sql<string>`${ranked.lastMarkedAt}::text`.as('last_marked_text'), // not the name of what is sorted by
      distance: near ? distanceTo(POSITION, near).mapWith(Number) : sql<null>`null`,
      photo: photoColumns,
    })
    .from(ranked)
    .innerJoin(viewpointPlaces, eq(viewpointPlaces.id, ranked.id))
    .innerJoin(photos, eq(photos.id, viewpointPlaces.bestPhotoId))
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .innerJoin(users, eq(users.id, photos.ownerId))
    .where(and(visiblePhotos(null), isAround(filter), isAfter(ranked, cursor)))
    .orderBy(...bestFirst(ranked))
    .limit(limit + 1)

  const before = cursor?.rank ?? 0
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const context = { viewer: null, origin, photoPageUrl: mapillary.photoPageUrl }
  return {
    viewpoints: page.map(({ place, lastMarkedAt, distance, photo }, index) => ({
      ...place,
      id: String(place.id),
      rank: before + index + 1,
      lastMarkedAt: new Date(lastMarkedAt).toISOString(),
      distance,
      photo: toFeature(photo, context),
    })),
    nextCursor:
      rows.length > limit && last
        ? encodeViewpointCursor({
            score: last.place.score,
            at: last.lastMarkedAt,
            id: last.place.id,
            rank: before + limit,
          })
        : null,
  }
}

type Ranking = { score: SQLWrapper; lastMarkedAt: SQLWrapper; id: SQLWrapper }

const POSITION = { lng: photos.lng, lat: photos.lat, cell: viewpointPlaces.cell } // a place stands where its best photo does

function bestFirst({ score, lastMarkedAt, id }: Ranking): SQL[] {
  return [desc(score), desc(lastMarkedAt), desc(id)]
}

function isAfter({ score, lastMarkedAt, id }: Ranking, cursor: ViewpointCursor | undefined): SQL | undefined {
  return (
    cursor &&
    sql`(${score}, ${lastMarkedAt}, ${id}) < (${cursor.score}::float8, ${cursor.at}::timestamptz, ${cursor.id})`
  )
}

function isAround({ bbox, near, radius }: ViewpointFilter): SQL | undefined {
  return and(
    bbox && and(insideCells(POSITION, bbox), insideBbox(POSITION, bbox)),
    near &&
      and(insideCells(POSITION, bboxOfCircle(near, radius)), sql`${distanceTo(POSITION, near)} <= ${radius}::float8`),
  )
}

/** Kept by triggers, so one walk along an index. */
function rankedEver(db: Db) {
  return db
    .select({
      id: viewpointPlaces.id,
      peopleFor: viewpointPlaces.trueCount,
      peopleAgainst: viewpointPlaces.falseCount,
      score: viewpointPlaces.score,
      lastMarkedAt: viewpointPlaces.lastMarkedAt,
    })
    .from(viewpointPlaces)
    .where(gt(viewpointPlaces.trueCount, 0))
    .as('ranked')
}

/**
 * Counted from the marks of the period: a person counts once for a place, and for it when one of their marks is true. No more than the
 * filter's page is ranked, so that the photos of all others need not be read.
 */
function rankedWithin(db: Db, { from, to }: Span, filter: ViewpointFilter) {
  const around = isAround(filter)
  const places =
    around &&
    db
      .select({ id: viewpointPlaces.id })
      .from(viewpointPlaces)
      .innerJoin(photos, eq(photos.id, viewpointPlaces.bestPhotoId))
      .where(and(gt(viewpointPlaces.trueCount, 0), around))
  const each = db
    .select({
      placeId: viewpoints.placeId,
      likes: sql<boolean>`bool_or(${viewpoints.value})`.as('likes'),
      likedAt: sql`max(${viewpoints.markedAt}) filter (where ${viewpoints.value})`.as('liked_at'),
    })
    .from(viewpoints)
    .innerJoin(photos, eq(photos.id, viewpoints.photoId))
    .where(
      and(
        gte(viewpoints.markedAt, from),
        lt(viewpoints.markedAt, to),
        places ? inArray(viewpoints.placeId, places) : isNotNull(viewpoints.placeId),
        visiblePhotos(null),
      ),
    )
    .groupBy(viewpoints.placeId, viewpoints.userId)
    .as('each_person')
  const yes = sql`count(*) filter (where ${each.likes})`
  const no = sql`count(*) filter (where not ${each.likes})`
  const number = (value: SQL) => sql<number>`${value}`.mapWith(Number)
  const counted = db
    .select({
      id: number(sql`${each.placeId}`).as('counted_id'),
      peopleFor: number(yes).as('people_for'),
      peopleAgainst: number(no).as('people_against'),
      score: number(sql`wilson_lower_bound(${yes}, ${no})`).as('counted_score'),
      lastMarkedAt: sql<Date>`max(${each.likedAt})`.as('counted_last_marked_at'),
    })
    .from(each)
    .groupBy(each.placeId)
    .having(gt(yes, 0))
    .as('counted')
  return db
    .select()
    .from(counted)
    .where(isAfter(counted, filter.cursor))
    .orderBy(...bestFirst(counted))
    .limit(filter.limit + 1)
    .as('ranked')
}

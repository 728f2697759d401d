import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { type Span, spanOf } from '@/lib/model/period'
import { timedQuery } from '@/lib/search/timed-query'
import { isActiveAccount } from '@/lib/users/active-account'
import { type Viewer, visiblePhotos, visibleSequences } from '@/lib/visibility/visible-rows'
import type { Board, LeaderboardFilter } from './leaderboard-filter'

const TIMEOUT_MS = 10_000
const message = 'The leaderboard takes too long. Ask for a shorter period, or try again later.'

/** `value`: photos, metres or marks; who has the same shares a rank, and the next rank is left out. */
export type LeaderboardEntry = { rank: number; username: string; value: number; isSelf: boolean }

export type Leaderboard = { entries: LeaderboardEntry[]; self: LeaderboardEntry | null; nextCursor: string | null }

const Row = z.object({
  rank: z.coerce.number(),
  username: z.string(),
  value: z.coerce.number(),
  user_id: z.coerce.number(),
  is_on_page: z.boolean(),
})

/** One page of a leaderboard, only of public data; a period counts by the date of the event: captured, or marked. `self`: the viewer's own place, on whatever page. Throws UNAVAILABLE when it takes too long. */
export async function getLeaderboard(
  db: Db,
  { board, period, limit, cursor, viewer }: LeaderboardFilter & { viewer: Viewer },
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<Leaderboard> {
  const ranking = sql`
    with ranked as materialized (
      select counted.user_id, users.username, counted.value, rank() over (order by counted.value desc) as rank
      from (${countedBy(board, period === undefined ? null : spanOf(period))}) counted
      join ${users} on users.id = counted.user_id
      where counted.value > 0 and ${isActiveAccount}
    ), page as (
      select * from ranked order by rank, lower(username), user_id limit ${limit + 1} offset ${cursor}
    )
    select * from (
      select *, true as is_on_page from page union all select *, false from ranked where user_id = ${viewer ?? 0}
    ) both_of_them order by rank, lower(username), user_id`
  const rows = await timedQuery(db, (tx) => tx.execute(ranking), { timeoutMs, message })
  const found = [...rows].map((row) => Row.parse(row))
  const toEntry = ({ rank, username, value, user_id: userId }: z.infer<typeof Row>): LeaderboardEntry => ({
    rank,
    username,
    value,
    isSelf: userId === viewer,
  })
  const page = found.filter((row) => row.is_on_page)
  const own = found.find((row) => !row.is_on_page)
  return {
    entries: page.slice(0, limit).map(toEntry),
    self: own ? toEntry(own) : null,
    nextCursor: page.length > limit ? String(cursor + limit) : null,
  }
}

/** A select of `user_id` and `value`. */
function countedBy(board: Board, span: Span | null): SQL {
  const within = (moment: PgColumn) => (span ? and(gte(moment, span.from), lt(moment, span.to)) : undefined)
  if (board === 'photos') {
    return sql`select ${photos.ownerId} as user_id, count(*) as value from ${photos}
      where ${and(visiblePhotos(null), within(photos.capturedAt))} group by 1`
  }
  if (board === 'distance') {
    return sql`select ${sequences.ownerId} as user_id, round(sum(${sequences.lengthMeters})) as value from ${sequences}
      where ${and(visibleSequences(null), within(sequences.capturedAt))} group by 1`
  }
  const person = board === 'viewpoints-received' ? viewpoints.photoOwnerId : viewpoints.userId
  return sql`select ${person} as user_id, count(*) as value
    from ${viewpoints} join ${photos} on ${eq(photos.id, viewpoints.photoId)}
    where ${and(eq(viewpoints.value, true), visiblePhotos(null), within(viewpoints.markedAt))} group by 1`
}

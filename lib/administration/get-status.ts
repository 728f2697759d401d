import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { troubles } from '@/db/schema/administration'
import { photos } from '@/db/schema/photos'
import { reports } from '@/db/schema/reports'
import { users } from '@/db/schema/users'
import type { TroubleKind } from '@/lib/model/troubles'

/** How the instance does; times are ISO 8601. */
export type InstanceStatus = {
  migrations: { count: number; latestAt: string | null }
  troubles: { kind: TroubleKind; words: string; since: string }[]
  people: number
  photos: number
  originals: { count: number; bytes: number; verified: number; bad: number }
  openReports: number
  suspensionAppeals: number
}

/** Counts whole tables, for a page that few look at. */
export async function getStatus(db: Db): Promise<InstanceStatus> {
  const [wrong, migrations, originals, people, photoCount, openReports, suspensionAppeals] = await Promise.all([
    db.select().from(troubles).orderBy(asc(troubles.since)),
    countMigrations(db),
    countOriginals(db),
    db.$count(users, eq(users.isDeparted, false)),
    db.$count(photos),
    db.$count(reports, and(eq(reports.state, 'open'), eq(reports.isTrapped, false))),
    db.$count(users, and(isNotNull(users.suspendedAt), isNotNull(users.suspensionAppeal))),
  ])
  return {
    migrations,
    troubles: wrong.map(({ kind, words, since }) => ({ kind, words, since: since.toISOString() })),
    people,
    photos: photoCount,
    originals,
    openReports,
    suspensionAppeals,
  }
}

async function countMigrations(db: Db): Promise<InstanceStatus['migrations']> {
  const [row] = await db.execute<{ count: number; latest: string | null }>(
    sql`select count(*)::int as count, max(created_at) as latest from drizzle.__drizzle_migrations`,
  )
  return { count: row?.count ?? 0, latestAt: row?.latest ? new Date(Number(row.latest)).toISOString() : null }
}

async function countOriginals(db: Db): Promise<InstanceStatus['originals']> {
  const [row] = await db.execute<Record<'count' | 'bytes' | 'verified' | 'bad', string>>(sql`
    select count(*) as count, coalesce(sum(p.backup_bytes), 0) as bytes,
      count(*) filter (where c.state = 'ok') as verified, count(*) filter (where c.state <> 'ok') as bad
    from backup_checks c join photos p on p.id = c.photo_id`)
  const number = (name: 'count' | 'bytes' | 'verified' | 'bad') => Number(row?.[name] ?? 0)
  return { count: number('count'), bytes: number('bytes'), verified: number('verified'), bad: number('bad') }
}

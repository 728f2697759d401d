import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { troubles } from '@/db/schema/administration'
import { reports } from '@/db/schema/people/reports'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import type { TroubleKind } from '@/lib/model/troubles'

type OriginalCount = 'count' | 'bytes' | 'verified' | 'bad' | 'badPictures' | 'untracked'

/** How the instance does; times are ISO 8601. */
export type InstanceStatus = {
  migrations: { count: number; latestAt: string | null }
  troubles: { kind: TroubleKind; words: string; since: string }[]
  people: number
  photos: number
  /** `badPictures`, `untracked`: what the last listing of the backup found; pictures for everybody, and files that no photo refers to. */
  originals: Record<OriginalCount, number>
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
  const [row] = await db.execute<Record<OriginalCount, string | null>>(sql`
    select count(*) as count, coalesce(sum(p.backup_bytes), 0) as bytes,
      count(*) filter (where c.state = 'ok') as verified, count(*) filter (where c.state <> 'ok') as bad,
      min(l.bad_pictures) as "badPictures", min(l.untracked) as untracked
    from backup_checks c join photos p on p.id = c.photo_id
    left join lateral (
      select bad_pictures, untracked from vault_passes where kind = 'listing' and finished_at is not null order by id desc limit 1
    ) l on true`)
  const number = (name: OriginalCount) => Number(row?.[name] ?? 0)
  return {
    count: number('count'),
    bytes: number('bytes'),
    verified: number('verified'),
    bad: number('bad'),
    badPictures: number('badPictures'),
    untracked: number('untracked'),
  }
}

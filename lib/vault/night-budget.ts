import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

const GREATEST_AGE_DAYS = 90 // every original is to be read again at least so often
const MOST_MINUTES = 300 // that MTP_VERIFY_MINUTES_PER_NIGHT allows
const LATEST_PASSES = 10

/** What is set: how long originals are read each night, and how many MB a second at most (0: no limit). */
export type NightSettings = { minutes: number; megabytesPerSecond: number }

/** All originals of the instance, by what is known of them. `overdue`: not read for 90 days, whatever was found then. */
export type NightBudget = {
  originals: { ok: number; missing: number; differs: number; unreadable: number; unread: number; overdue: number }
  bytesPerNight: number // that every original is read in time
  minutesNeeded: number | null // for that; null: nothing tells how fast they can be read
}

/** Whether the nights are long enough to read every original in time. Counts whole tables. */
export async function measureNightBudget(db: Db, settings: NightSettings): Promise<NightBudget> {
  const [row] = await db.execute<Record<keyof NightBudget['originals'] | 'bytes', string>>(sql`
    select count(*) filter (where c.state = 'ok') as ok,
      count(*) filter (where c.state = 'missing') as missing,
      count(*) filter (where c.state = 'differs') as differs,
      count(*) filter (where c.state = 'unreadable') as unreadable,
      count(*) filter (where c.verified_at is null) as unread,
      count(*) filter (where ${isOverdue}) as overdue,
      coalesce(sum(p.backup_bytes * greatest(c.copies, 1)), 0) as bytes
    from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id where s.deleted_at is null`)
  const number = (name: keyof NightBudget['originals'] | 'bytes') => Number(row?.[name] ?? 0)
  const bytesPerNight = number('bytes') / GREATEST_AGE_DAYS
  const rate = (await measureRate(db)) ?? settings.megabytesPerSecond * 1_000_000
  return {
    originals: {
      ok: number('ok'),
      missing: number('missing'),
      differs: number('differs'),
      unreadable: number('unreadable'),
      unread: number('unread'),
      overdue: number('overdue'),
    },
    bytesPerNight,
    minutesNeeded: rate > 0 ? Math.ceil(bytesPerNight / rate / 60) : null,
  }
}

/** Of a row of `backup_checks c` and its `photos p`. */
export const isOverdue = sql`coalesce(c.verified_at, p.backed_up_at) < now() - ${GREATEST_AGE_DAYS} * interval '1 day'`

/** Bytes a second of the latest nights; null: there were none. */
async function measureRate(db: Db): Promise<number | null> {
  const [row] = await db.execute<{ rate: number | null }>(sql`
    select (sum(bytes) / nullif(sum(extract(epoch from finished_at - started_at)), 0))::float8 as rate from (
      select bytes, started_at, finished_at from vault_passes
      where kind = 'reading' and finished_at is not null and bytes > 0 order by started_at desc limit ${LATEST_PASSES}
    ) latest`)
  return row?.rate ?? null
}

/** What an operator would have to set so that every original is read in time; null: it is enough, or nobody knows. */
export function adviseNights(budget: NightBudget, settings: NightSettings): string | null {
  const { bytesPerNight, minutesNeeded, originals } = budget
  if (originals.overdue === 0 || minutesNeeded === null) return null
  const minutes = Math.max(minutesNeeded, settings.minutes + 1) // what was missed has to be made up for
  if (minutes <= MOST_MINUTES) return `MTP_VERIFY_MINUTES_PER_NIGHT=${minutes}`
  const megabytes = Math.ceil(bytesPerNight / (MOST_MINUTES * 60) / 1_000_000)
  return `MTP_VERIFY_MINUTES_PER_NIGHT=${MOST_MINUTES} and MTP_VERIFY_MBPS=${Math.max(megabytes, settings.megabytesPerSecond + 1)}`
}

import { and, asc, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { announcements, setLimits, troubles } from '@/db/schema/administration'
import type { LimitName } from '@/lib/model/limits'
import type { TroubleKind } from '@/lib/model/troubles'

type Announcement = { id: number; text: string }
type Trouble = { kind: TroubleKind; words: string; since: Date }

/** What admins have set, and what is wrong, as each process remembers it for some seconds. */
export type Settings = {
  limits: Partial<Record<LimitName, number>> // those that were set
  announcements: Announcement[]
  troubles: Trouble[]
}

export const NO_SETTINGS: Settings = { limits: {}, announcements: [], troubles: [] }

/** Reads three small tables. */
export async function readSettings(db: Db): Promise<Settings> {
  const isOpen = and(
    isNull(announcements.endedAt),
    or(isNull(announcements.endsAt), sql`${announcements.endsAt} > now()`),
  )
  const [limits, open, wrong] = await Promise.all([
    db.select({ name: setLimits.name, value: setLimits.value }).from(setLimits),
    db
      .select({ id: announcements.id, text: announcements.text })
      .from(announcements)
      .where(isOpen)
      .orderBy(asc(announcements.id)),
    db
      .select({ kind: troubles.kind, words: troubles.words, since: troubles.since })
      .from(troubles)
      .orderBy(asc(troubles.since)),
  ])
  return {
    limits: Object.fromEntries(limits.map(({ name, value }) => [name, value])),
    announcements: open,
    troubles: wrong,
  }
}

import { and, asc, desc, eq, ilike, inArray, isNotNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import type { Role } from '@/lib/model/people/roles'

export const PEOPLE_SORTS = ['name', 'newest', 'storage'] as const
export const PEOPLE_KINDS = ['all', 'suspended', 'appeals', 'staff'] as const

/** A person as moderators see them; times are ISO 8601. */
export type ListedPerson = {
  id: string
  username: string
  role: Role
  createdAt: string
  suspension: { at: string; reason: string; until: string | null; appeal: string | null } | null
  deletingAt: string | null
  photosPerDay: number | null // null: as everybody
  photoCount: number
  originalBytes: number
}

type Asked = {
  q?: string | undefined
  kind?: (typeof PEOPLE_KINDS)[number]
  sort?: (typeof PEOPLE_SORTS)[number]
  offset?: number
  limit?: number
}

/** A page of people by a part of their name; `hasMore`: there is another one. Those who have left are no people. */
export async function listPeople(
  db: Db,
  { q, kind = 'all', sort = 'name', offset = 0, limit = 50 }: Asked,
): Promise<{ people: ListedPerson[]; hasMore: boolean }> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.isDeparted, false), KINDS[kind], q ? ilike(users.username, `%${escapeLike(q)}%`) : undefined))
    .orderBy(...SORTS[sort], asc(users.id))
    .offset(offset)
    .limit(limit + 1)
  const ids = rows.slice(0, limit).map(({ id }) => id)
  return { people: await describePeople(db, ids), hasMore: rows.length > limit }
}

const KINDS: Record<(typeof PEOPLE_KINDS)[number], SQL | undefined> = {
  all: undefined,
  suspended: isNotNull(users.suspendedAt),
  appeals: and(isNotNull(users.suspendedAt), isNotNull(users.suspensionAppeal)),
  staff: ne(users.role, 'user'),
}

const storedBytes = sql<number>`(
  select coalesce(sum(stored.backup_bytes), 0) from ${photos} as stored where stored.owner_id = ${users}.id)`

const SORTS: Record<(typeof PEOPLE_SORTS)[number], SQL[]> = {
  name: [asc(sql`lower(${users.username})`)],
  newest: [desc(users.createdAt)],
  storage: [desc(storedBytes)],
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}

/** These people, in this order. */
async function describePeople(db: Db, ids: number[]): Promise<ListedPerson[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({
      user: users,
      photoCount: db.$count(photos, eq(photos.ownerId, users.id)),
      originalBytes: storedBytes.mapWith(Number),
    })
    .from(users)
    .where(inArray(users.id, ids))
  return rows
    .toSorted((a, b) => ids.indexOf(a.user.id) - ids.indexOf(b.user.id))
    .map(({ user, photoCount, originalBytes }) => ({
      id: String(user.id),
      username: user.username,
      role: user.role,
      createdAt: user.createdAt.toISOString(),
      suspension: user.suspendedAt && {
        at: user.suspendedAt.toISOString(),
        reason: user.suspendedReason ?? '',
        until: user.suspendedUntil?.toISOString() ?? null,
        appeal: user.suspensionAppeal,
      },
      deletingAt: user.deletingAt?.toISOString() ?? null,
      photosPerDay: user.photosPerDay,
      photoCount,
      originalBytes,
    }))
}

/** One person. Throws NOT_FOUND. */
export async function getPerson(db: Db, userId: number): Promise<ListedPerson> {
  const [person] = await describePeople(db, [userId])
  if (!person) throw new AppError('NOT_FOUND', `User ${userId} not found`)
  return person
}

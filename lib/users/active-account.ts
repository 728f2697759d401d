import { and, isNull, sql } from 'drizzle-orm'
import { users } from '@/db/schema/people/users'

/** The condition of queries that let people in or show them: neither suspended nor being deleted. */
export const isActiveAccount = and(isNull(users.suspendedAt), isNull(users.deletingAt))

/** The name of a user as others read it: null from the moment on in which they asked for the deletion of their account. */
export const shownUsername = sql<string | null>`case when ${users.deletingAt} is null then ${users.username} end`

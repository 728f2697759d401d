import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { accountSyncs } from '@/db/schema/people/accounts'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { takeouts } from '@/db/schema/takeouts'
import { ACTIVE_SYNC_STATES, type AccountSyncState } from '@/lib/accounts/types'
import { ACTIVE_STATES, type ImportState } from '@/lib/model/import-states'

const MOST_LISTED = 200

/** An import that has not ended, or the reading of an account, or the making of a takeout; times are ISO 8601. */
export type ActiveWork = {
  kind: 'import' | 'sync' | 'account' | 'takeout'
  id: string
  username: string
  what: string // the sequence's name, where there is one
  state: ImportState | AccountSyncState | 'making'
  reason: string | null // why it waits, for people
  movedAt: string
  waitsUntil: string | null
}

/** What is under way, those that have not moved for longest first. */
export async function listActiveWork(db: Db, { limit = MOST_LISTED } = {}): Promise<ActiveWork[]> {
  const kinds = [findImports(db, limit), findAccountSyncs(db, limit), findTakeouts(db, limit)]
  const found = (await Promise.all(kinds)).flat()
  return found.toSorted((a, b) => a.movedAt.localeCompare(b.movedAt)).slice(0, limit)
}

async function findImports(db: Db, limit: number): Promise<ActiveWork[]> {
  const rows = await db
    .select({ row: imports, username: users.username, what: sequences.name })
    .from(imports)
    .innerJoin(users, eq(users.id, imports.userId))
    .innerJoin(sequences, eq(sequences.id, imports.sequenceId))
    .where(inArray(imports.state, [...ACTIVE_STATES]))
    .orderBy(asc(imports.movedAt))
    .limit(limit)
  return rows.map(({ row: { id, kind, state, reason, movedAt, waitingUntil }, username, what }) => ({
    kind,
    id: String(id),
    username,
    what,
    state,
    reason,
    movedAt: movedAt.toISOString(),
    waitsUntil: waitingUntil?.toISOString() ?? null,
  }))
}

async function findAccountSyncs(db: Db, limit: number): Promise<ActiveWork[]> {
  const rows = await db
    .select({ row: accountSyncs, username: users.username })
    .from(accountSyncs)
    .innerJoin(users, eq(users.id, accountSyncs.userId))
    .where(inArray(accountSyncs.state, [...ACTIVE_SYNC_STATES]))
    .orderBy(asc(accountSyncs.movedAt))
    .limit(limit)
  return rows.map(({ row: { userId, state, reason, movedAt, waitingUntil }, username }) => ({
    kind: 'account',
    id: String(userId),
    username,
    what: '',
    state,
    reason,
    movedAt: movedAt.toISOString(),
    waitsUntil: waitingUntil?.toISOString() ?? null,
  }))
}

async function findTakeouts(db: Db, limit: number): Promise<ActiveWork[]> {
  const rows = await db
    .select({ row: takeouts, username: users.username })
    .from(takeouts)
    .innerJoin(users, eq(users.id, takeouts.userId))
    .where(eq(takeouts.state, 'making'))
    .orderBy(asc(takeouts.movedAt))
    .limit(limit)
  return rows.map(({ row: { id, movedAt, quietUntil }, username }) => ({
    kind: 'takeout',
    id: String(id),
    username,
    what: '',
    state: 'making',
    reason: null,
    movedAt: movedAt.toISOString(),
    waitsUntil: quietUntil?.toISOString() ?? null,
  }))
}

import { randomUUID } from 'node:crypto'
import { and, asc, eq, isNotNull, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { keyMatches } from '@/db/schema/key-matches'
import { reports } from '@/db/schema/people/reports'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { tags } from '@/db/schema/tags'
import { viewpoints } from '@/db/schema/viewpoints'
import { recordAudit } from '@/lib/audit/record-audit'
import { writeRootFile } from '@/lib/manifests/write-root-files'
import { writeUsers } from '@/lib/manifests/write-users'
import { DAYS_TO_RETURN } from '@/lib/model/people/personal-data'
import { removeRows, settleBackup } from '@/lib/sequences/remove-sequence'
import { watchDeletion } from '@/lib/sequences/restart-lost-deletions'
import type { TokenKeys } from '@/lib/users/token-cipher'

type Tools = Parameters<typeof settleBackup>[0]

const STEP_BUDGET_MS = 20_000 // a step ends after so long
const isDue = and(
  eq(users.isDeparted, false),
  lt(users.deletingAt, sql`now() - make_interval(days => ${DAYS_TO_RETURN})`),
)

/** The people whose week is over, also those whose erasure has begun and not ended. */
export async function listDueErasures(db: Db): Promise<number[]> {
  const rows = await db.select({ id: users.id }).from(users).where(isDue).orderBy(asc(users.deletingAt)).limit(500)
  return rows.map(({ id }) => id)
}

/**
 * Begins to erase an account whose week is over: from here on nothing takes it back, and whoever logs in as the same Mapillary user begins
 * anew. False: there is nothing to erase. Safe to repeat.
 */
export async function beginErasure(db: Db, userId: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [user] = await tx
      .select()
      .from(users)
      .where(and(eq(users.id, userId), isDue))
      .for('update')
    if (!user) return false
    if (user.erasingAt) return true
    await tx.delete(keyMatches).where(and(eq(keyMatches.kind, 'user'), eq(keyMatches.newKey, user.mapillaryKey)))
    await tx
      .update(users)
      .set({ erasingAt: sql`now()`, mapillaryKey: `erased:${randomUUID()}` })
      .where(eq(users.id, userId))
    await tx
      .update(sequences)
      .set({ deletedAt: sql`now()`, deletionMovedAt: sql`now()`, removesBackup: user.deletionRemovesBackup })
      .where(eq(sequences.ownerId, userId))
    return true
  })
}

/** Erases the sequences of an account, their files in the backup first, if they are to go. False: there is more to do. Safe to repeat. */
export async function eraseSequences(tools: Tools, userId: number): Promise<boolean> {
  const { db } = tools
  const end = Date.now() + STEP_BUDGET_MS
  for (;;) {
    const [sequence] = await db
      .select({ id: sequences.id })
      .from(sequences)
      .where(and(eq(sequences.ownerId, userId), isNotNull(sequences.deletedAt)))
      .orderBy(asc(sequences.id))
      .limit(1)
    if (!sequence) return true
    const sequenceId = sequence.id
    const isRemoved = await watchDeletion(
      db,
      sequenceId,
      async () => (await settleBackup(tools, { sequenceId })) && (await removeRows(db, { sequenceId })),
    )
    if (!isRemoved || Date.now() > end) return false
  }
}

/**
 * Gives the marks and tags that stay to a row without a name, one for each person, because places count people. Nothing leads from it to
 * who it was. Safe to repeat.
 */
export async function releaseContributions(db: Db, userId: number): Promise<void> {
  await db.transaction(async (tx) => {
    const [user] = await tx
      .select({ keeps: users.deletionKeepsContributions })
      .from(users)
      .where(and(eq(users.id, userId), isNotNull(users.erasingAt)))
      .for('update')
    const given = tx.$count(viewpoints, eq(viewpoints.userId, userId))
    const found = tx.$count(tags, eq(tags.authorId, userId))
    if (!user?.keeps || (await given) + (await found) === 0) return
    const departed = one(
      await tx
        .insert(users)
        .values({ mapillaryKey: `departed:${randomUUID()}`, username: '', deletingAt: sql`now()`, isDeparted: true })
        .returning({ id: users.id }),
    )
    await tx.update(viewpoints).set({ userId: departed.id }).where(eq(viewpoints.userId, userId))
    await tx.update(tags).set({ authorId: departed.id }).where(eq(tags.authorId, userId))
  })
}

/** Removes the account with all that hangs on it: tokens, sessions, uploads, takeouts, reports. Safe to repeat. */
export async function removeAccount(db: Db, userId: number): Promise<void> {
  await db.transaction(async (tx) => {
    const isErased = and(eq(users.id, userId), isNotNull(users.erasingAt))
    const [user] = await tx.select({ id: users.id }).from(users).where(isErased).for('update')
    if (!user) return
    await tx.delete(tags).where(eq(tags.authorId, userId)) // before the user: both keys of their history cannot be followed at once
    await tx.update(reports).set({ email: null }).where(eq(reports.reporterId, userId))
    await tx.delete(users).where(isErased)
    await recordAudit(tx, { action: 'user.erased', userId })
  })
}

/** Takes the account out of the files that are about the whole backup. Safe to repeat. */
export async function forgetInBackup(tools: Tools & { tokenKeys: TokenKeys }): Promise<void> {
  await writeUsers(tools)
  await writeRootFile(tools, 'deleted')
}

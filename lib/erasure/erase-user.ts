import { setTimeout as delay } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { audit } from '@/db/schema/people/audit'
import { sequences } from '@/db/schema/sequences'
import { recordAudit } from '@/lib/audit/record-audit'
import { publicPrefix, sequencePrefix } from '@/lib/backup/keys'
import { AppError } from '@/lib/errors'
import { DAYS_TO_RETURN } from '@/lib/model/people/personal-data'
import { closeAccount, lockUser } from '@/lib/personal-data/delete-account'
import { beginErasure, eraseSequences, removeAccount } from '@/lib/personal-data/erase-account'
import { removeFiles } from '@/lib/sequences/remove-files'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { eraseLeftBehind, listLeftBehind } from './erase-left-behind'
import { SETTLE_MS } from './erase-sequence'
import { finishErasure } from './finish-erasure'
import { noteSequences } from './note-tombstones'
import type { ErasureTools } from './types'

/**
 * Erases a person with everything of theirs: sequences, originals, marks, tags, account. Their week counts as over, so that the running product
 * completes what a killed command has begun, as does the next run. Throws NOT_FOUND, CONFLICT (the last admin), what the stores throw.
 */
export async function eraseUser(
  tools: ErasureTools,
  { userId, reason }: { userId: number; reason: string },
): Promise<void> {
  const { db, settleMs = SETTLE_MS } = tools
  const { wasImporting, username, folders } = await begin(db, { userId, reason })
  await electMinZooms(db)
  if (wasImporting) await delay(settleMs)
  await beginErasure(db, userId)
  while (!(await eraseSequences(tools, userId)));
  for (const id of await listLeftBehind(tools, { userId, username }))
    await eraseLeftBehind(tools, { sequenceId: id, reason })
  for (const of of folders) while (!(await removeFiles(tools, of))); // what was being written meanwhile
  await removeAccount(db, userId)
  await finishErasure(tools)
}

async function begin(db: Db, { userId, reason }: { userId: number; reason: string }) {
  return db.transaction(async (tx) => {
    const { user, isLastAdmin } = await lockUser(tx, userId)
    if (isLastAdmin)
      throw new AppError('CONFLICT', `${user.username} is the last admin. Make somebody else an admin first.`)
    const isOwn = eq(sequences.ownerId, userId)
    await noteSequences(tx, isOwn)
    const deletingAt = new Date(Date.now() - (DAYS_TO_RETURN + 1) * 24 * 60 * 60 * 1000)
    const choices = { removeBackup: true, keepContributions: false }
    const cancelled = await closeAccount(tx, { userId, ...choices, deletingAt })
    const marked = await tx
      .update(sequences)
      .set({
        deletedAt: sql`coalesce(${sequences.deletedAt}, now())`,
        deletionMovedAt: sql`now()`,
        removesBackup: true,
      })
      .where(isOwn)
      .returning({ sequenceId: sequences.id })
    const isNoted = and(eq(audit.action, 'user.erasure_ordered'), eq(audit.userId, userId))
    if ((await tx.$count(audit, isNoted)) === 0)
      await recordAudit(tx, { action: 'user.erasure_ordered', userId, details: { reason } })
    const folders = marked.flatMap(({ sequenceId }) =>
      [sequencePrefix, publicPrefix].map((prefix) => ({ sequenceId, folder: prefix(user.username, sequenceId) })),
    )
    return { wasImporting: cancelled.length > 0, username: user.username, folders }
  })
}

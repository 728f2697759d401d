import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type UnsavedKind, unsavedChanges } from '@/db/schema/instance'

/** A file that is made from rows: of a sequence, or (null) of the whole backup. */
export type SavedFile = { kind: UnsavedKind; sequenceId: number | null }

/**
 * Writes a file and forgets the changes that it holds; those that come meanwhile stay noted. Those who write the same file at once take
 * their turn, so that the last one to write has read last.
 */
export async function saveFile(
  db: Db,
  { kind, sequenceId }: SavedFile,
  write: (db: Db) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${kind}, ${sequenceId ?? 0}))`)
    const isOfFile = and(
      eq(unsavedChanges.kind, kind),
      sequenceId === null ? isNull(unsavedChanges.sequenceId) : eq(unsavedChanges.sequenceId, sequenceId),
    )
    const changes = await tx.select({ id: unsavedChanges.id }).from(unsavedChanges).where(isOfFile)
    await write(tx)
    const ids = changes.map(({ id }) => id)
    if (ids.length > 0) await tx.delete(unsavedChanges).where(inArray(unsavedChanges.id, ids))
  })
}

import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { unsavedChanges } from '@/db/schema/instance'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import type { Backup } from '@/lib/backup/types'
import type { TokenKeys } from '@/lib/users/token-cipher'
import type { SavedFile } from './save-file'
import { writeManifest } from './write-manifest'
import { writePeople } from './write-people'
import { writeRootFile } from './write-root-files'
import { writeUsers } from './write-users'

type Tools = { db: Db; backup: Backup; tokenKeys: TokenKeys }

const SETTLE_SECONDS = 60 // who marks a photo often marks the next one too
const FILES_AT_ONCE = 100

/**
 * Writes into the backup what has changed since, files whose first change is oldest first, and says how many. Without `all` only what has
 * settled, and nothing new once `endsAt` has passed. Safe to repeat and to run in several processes.
 */
export async function saveChanges(
  tools: Tools,
  { all = false, endsAt = Number.POSITIVE_INFINITY }: { all?: boolean; endsAt?: number } = {},
): Promise<number> {
  let saved = 0
  for (;;) {
    const files = await listChanged(tools.db, all ? 0 : SETTLE_SECONDS)
    for (const file of files) {
      if (Date.now() > endsAt) return saved
      await save(tools, file)
      saved += 1
    }
    if (files.length < FILES_AT_ONCE) return saved
  }
}

/** What the end of an import writes beside the manifest: the people of this sequence, and the accounts, as far as they have changed. */
export async function saveWithSequence(
  tools: Tools,
  sequence: { sequenceId: number; username: string },
): Promise<void> {
  await writePeople(tools, sequence)
  const changed = await tools.db
    .selectDistinct({ kind: unsavedChanges.kind })
    .from(unsavedChanges)
    .where(isNull(unsavedChanges.sequenceId))
  for (const { kind } of changed)
    if (kind === 'users') await writeUsers(tools)
    else if (kind !== 'manifest' && kind !== 'people') await writeRootFile(tools, kind)
}

/** A sequence that is being imported is left to the end of its import, unless that waits for something. */
async function listChanged(db: Db, settleSeconds: number): Promise<SavedFile[]> {
  const importing = db
    .select({ id: imports.sequenceId })
    .from(imports)
    .where(and(isNotNull(imports.sequenceId), inArray(imports.state, ['queued', 'running'])))
  return db
    .select({ kind: unsavedChanges.kind, sequenceId: unsavedChanges.sequenceId })
    .from(unsavedChanges)
    .where(or(isNull(unsavedChanges.sequenceId), sql`${unsavedChanges.sequenceId} not in ${importing}`))
    .groupBy(unsavedChanges.kind, unsavedChanges.sequenceId)
    .having(sql`min(${unsavedChanges.changedAt}) <= now() - make_interval(secs => ${settleSeconds})`)
    .orderBy(sql`min(${unsavedChanges.changedAt})`)
    .limit(FILES_AT_ONCE)
}

async function save(tools: Tools, { kind, sequenceId }: SavedFile): Promise<void> {
  if (kind === 'users') return writeUsers(tools)
  if (kind !== 'manifest' && kind !== 'people') return writeRootFile(tools, kind)
  const [owner] = await tools.db
    .select({ username: users.username })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(and(eq(sequences.id, sequenceId ?? 0), isNull(sequences.deletedAt)))
  if (owner && sequenceId !== null) {
    const write = kind === 'manifest' ? writeManifest : writePeople
    return write(tools, { sequenceId, username: owner.username })
  }
  // Its deletion writes what is to stay.
  await tools.db
    .delete(unsavedChanges)
    .where(
      and(
        eq(unsavedChanges.kind, kind),
        isNotNull(unsavedChanges.sequenceId),
        eq(unsavedChanges.sequenceId, sequenceId ?? 0),
      ),
    )
}

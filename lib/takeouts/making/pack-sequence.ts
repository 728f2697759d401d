import { randomUUID } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { takeoutSequences } from '@/db/schema/takeouts'
import { takeoutPrefix } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { type PackedFile, packFiles, type SmallFile } from '@/lib/takeouts/contents/pack-files'
import { sequenceFiles } from '@/lib/takeouts/contents/sequence-files'
import { listOriginals, type PackedSequence } from '@/lib/takeouts/contents/taken-photos'
import { viewerFiles } from '@/lib/takeouts/viewer/viewer-files'
import { lockTakeout, type RequestedTakeout } from './active-takeout'
import { appendFiles } from './append-files'

type Tools = PhotoSources & { backup: Backup }

/** Writes and lists the small files of a sequence, whose originals are listed already. Safe to repeat: they are listed once. */
export async function packSequence(tools: Tools, requested: RequestedTakeout, sequenceId: number): Promise<void> {
  const { db, backup } = tools
  const { takeoutId } = requested
  const sequence = await findSequence(db, { takeoutId, sequenceId })
  if (!sequence) return // it was deleted, and the takeout ended with it
  const originals = await listOriginals(db, sequence)
  const viewer = viewerFiles(tools, sequence, originals)
  const files = await putPack(backup, takeoutId, async function* () {
    yield* sequenceFiles(tools, sequence, originals)
    yield* viewer.files
  })
  await db.transaction(async (tx) => {
    if (!(await lockTakeout(tx, requested))) return
    const isUnpacked = and(
      eq(takeoutSequences.takeoutId, takeoutId),
      eq(takeoutSequences.sequenceId, sequenceId),
      isNull(takeoutSequences.packedAt),
    )
    const packed = await tx
      .update(takeoutSequences)
      .set({ packedAt: sql`now()`, summary: viewer.summary() })
      .where(isUnpacked)
      .returning({ sequenceId: takeoutSequences.sequenceId })
    if (packed.length > 0) await appendFiles(tx, takeoutId, files)
  })
}

async function findSequence(
  db: Db,
  { takeoutId, sequenceId }: { takeoutId: number; sequenceId: number },
): Promise<PackedSequence | undefined> {
  const [sequence] = await db
    .select({
      id: sequences.id,
      takeoutId: takeoutSequences.takeoutId,
      name: sequences.name,
      ownerId: sequences.ownerId,
      username: users.username,
      numbers: takeoutSequences.numbers,
    })
    .from(takeoutSequences)
    .innerJoin(sequences, eq(sequences.id, takeoutSequences.sequenceId))
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(and(eq(takeoutSequences.takeoutId, takeoutId), eq(sequences.id, sequenceId)))
  return sequence
}

/** Stores small files as one object. Each has a name of its own: a run that comes late must not write over what another has listed. */
export async function putPack(
  backup: Backup,
  takeoutId: number,
  list: (packed: readonly PackedFile[]) => AsyncIterable<SmallFile>,
) {
  const backupKey = `${takeoutPrefix(takeoutId)}${randomUUID()}`
  const { body, packed } = packFiles(list)
  await backup.put(backupKey, body, { contentType: 'application/octet-stream', metadata: () => ({}) })
  return packed.map((file) => ({ ...file, backupKey }))
}

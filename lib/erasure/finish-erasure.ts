import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { checksumsKey, manifestKey, peopleKey, sequencePrefix } from '@/lib/backup/keys'
import { saveChanges } from '@/lib/manifests/save-changes'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { writePeople } from '@/lib/manifests/write-people'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { sweepTakeouts } from '@/lib/takeouts/end-takeouts'
import { sweepUploads } from '@/lib/vault/uploads/finish-upload'
import type { ErasureTools } from './types'

type OfSequence = { username: string; sequenceId: number }

/** The last part of every erasure: the files of the whole backup, and what was made of photos. Safe to repeat. */
export async function finishErasure(tools: ErasureTools): Promise<void> {
  await saveChanges(tools, { all: true })
  await sweepTakeouts(tools)
  await sweepUploads(tools)
  await removeHiddenPictures(tools)
}

/** Writes the files of a sequence without the photos that are gone, and removes those that its owner's earlier names have left. */
export async function rewriteSequenceFiles(tools: ErasureTools, { username, sequenceId }: OfSequence): Promise<void> {
  await writeManifest(tools, { username, sequenceId })
  await writePeople(tools, { username, sequenceId })
  const current = sequencePrefix(username, sequenceId)
  for (const folder of await formerFolders(tools.db, sequenceId))
    if (folder !== current)
      for (const keyOf of [manifestKey, peopleKey, checksumsKey])
        await tools.backup.remove(folder + keyOf(username, sequenceId).slice(current.length))
}

/** `olduser/ID/`, where originals of this sequence lie. */
async function formerFolders(db: Db, sequenceId: number): Promise<string[]> {
  const folder = sql<string>`regexp_replace(${photos.backupKey}, '[^/]*$', '')`
  const rows = await db
    .selectDistinct({ folder })
    .from(photos)
    .where(and(eq(photos.sequenceId, sequenceId), isNotNull(photos.backupKey)))
  return rows.flatMap((row) => (row.folder.endsWith(`/${sequenceId}/`) ? [row.folder] : []))
}

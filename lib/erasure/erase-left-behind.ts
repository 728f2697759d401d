import { and, eq } from 'drizzle-orm'
import { audit } from '@/db/schema/people/audit'
import { recordAudit } from '@/lib/audit/record-audit'
import { safeUsername } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { type ManifestHead, readManifestHead, readPhotos, readPhotosV1 } from '@/lib/restore/read-manifest'
import { removeFiles } from '@/lib/sequences/remove-files'
import { noteErased } from './note-tombstones'
import type { ErasureTools } from './types'

/**
 * Erases the folders of a sequence whose rows are gone: its owner deleted it and kept the originals. What its manifest tells of keys is noted,
 * so that no import brings it back. Reads the names of all files in the stores. Safe to repeat.
 */
export async function eraseLeftBehind(
  tools: ErasureTools,
  { sequenceId, reason }: { sequenceId: number; reason: string },
): Promise<void> {
  const { db, backup, second } = tools
  const folders = await findFolders([backup, ...(second ? [second] : [])], sequenceId)
  for (const folder of folders) {
    await noteManifest(tools, `${folder}manifest.json`)
    for (const prefix of [folder, `.public/${folder}`])
      while (!(await removeFiles(tools, { sequenceId, folder: prefix })));
  }
  const isNoted = and(eq(audit.action, 'sequence.erased'), eq(audit.sequenceId, sequenceId))
  if (folders.length > 0 && (await db.$count(audit, isNoted)) === 0)
    await recordAudit(db, { action: 'sequence.erased', sequenceId, details: { reason } })
}

/** `USERNAME/ID/` in any of the stores, whoever it was. */
export async function findFolders(stores: Backup[], sequenceId: number): Promise<string[]> {
  const folders = new Set<string>()
  const inFolder = new RegExp(`^[^/.][^/]*/${sequenceId}/`)
  for (const store of stores)
    for await (const key of store.list('')) {
      const [folder] = inFolder.exec(key) ?? []
      if (folder !== undefined) folders.add(folder)
    }
  return [...folders]
}

/** The sequences of a person that they deleted earlier while their originals were kept. */
export async function listLeftBehind(
  { backup }: Pick<ErasureTools, 'backup'>,
  { userId, username }: { userId: number; username: string },
): Promise<number[]> {
  const keys: string[] = []
  for await (const key of backup.list(`${safeUsername(username)}/`)) if (key.endsWith('/manifest.json')) keys.push(key)
  const heads = await Promise.all(keys.map((key) => readHead(backup, key)))
  return heads.flatMap((head) => (head?.version === 2 && head.sequence.owner.id === userId ? [head.sequence.id] : []))
}

async function readHead(backup: Backup, key: string): Promise<ManifestHead | null> {
  try {
    return await readManifestHead(backup, key)
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT') return null
    throw error
  }
}

/** A manifest that is missing or damaged keeps no file from being erased. */
async function noteManifest({ db, backup }: ErasureTools, key: string): Promise<void> {
  if (!(await backup.head(key))) return
  try {
    const { version, sequence } = await readManifestHead(backup, key)
    await noteErased(db, 'sequence', [sequence])
    const erased: { id: number | null; mapillaryKey: string }[] = []
    if (version === 1)
      for await (const { mapillaryKey } of readPhotosV1(backup, key)) erased.push({ id: null, mapillaryKey })
    else for await (const line of readPhotos(backup, key)) erased.push(JSON.parse(line))
    await noteErased(db, 'photo', erased)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'INVALID_INPUT') throw error
  }
}

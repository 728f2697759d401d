import limitTo from 'p-limit'
import { INCOMING, ROOT_FOLDER, safeUsername } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { messageOf, type Problem } from './problems'
import { type ManifestHead, readManifestHead } from './read-manifest'

const AT_ONCE = 8
const IN_SEQUENCE = /^([^/.][^/]*)\/(\d+)\/([^/]+)$/

export type Found = { heads: ManifestHead[]; problems: Problem[]; largestId: number }

/**
 * All sequences in a backup, or those of one user, oldest version last; damaged manifests and folders without one are problems.
 * Where a sequence has two manifests (its owner had another name) or was imported twice, the newer one counts.
 */
export async function listManifests(backup: Backup, { username }: { username?: string | undefined }): Promise<Found> {
  const keys: string[] = []
  const folders = new Map<number, string>()
  for await (const key of backup.list(username === undefined ? '' : `${safeUsername(username)}/`)) {
    const [, user, id, file = ''] = IN_SEQUENCE.exec(key) ?? []
    if (id === undefined || key.startsWith(ROOT_FOLDER) || key.startsWith(INCOMING)) continue
    if (file === 'manifest.json') keys.push(key)
    else if (file.startsWith('PHOTO_')) folders.set(Number(id), `${user}/${id}`)
  }
  const limit = limitTo(AT_ONCE)
  const problems: Problem[] = []
  const read = await Promise.all(
    keys.map((key) =>
      limit(async () => {
        try {
          return await readManifestHead(backup, key)
        } catch (error) {
          problems.push({ what: key, reason: messageOf(error) })
          return null
        }
      }),
    ),
  )
  const withManifest = new Set(keys.map((key) => Number(IN_SEQUENCE.exec(key)?.[2])))
  for (const [id, folder] of folders)
    if (!withManifest.has(id))
      problems.push({ what: folder, reason: 'there are originals, and no manifest tells what they are' })
  const heads = newest(read.filter((head) => head !== null))
  const largestId = Math.max(0, ...withManifest, ...folders.keys())
  return { heads, problems, largestId }
}

function newest(heads: ManifestHead[]): ManifestHead[] {
  const byId = new Map<number, ManifestHead>()
  for (const head of heads) {
    const other = byId.get(head.sequence.id)
    if (!other || other.writtenAt < head.writtenAt) byId.set(head.sequence.id, head)
  }
  const byKey = new Map<string, ManifestHead>()
  for (const head of byId.values()) {
    const other = byKey.get(head.sequence.mapillaryKey)
    if (!other || other.sequence.id < head.sequence.id) byKey.set(head.sequence.mapillaryKey, head)
  }
  // Those of version 1 have no ids of photos: they get what is left when all others have theirs.
  return [...byKey.values()].sort((a, b) => b.version - a.version || a.sequence.id - b.sequence.id)
}

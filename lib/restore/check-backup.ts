import { posix } from 'node:path'
import type { Backup } from '@/lib/backup/types'
import { listManifests } from './list-manifests'
import { messageOf, type Problem } from './problems'
import { readPhotos, readPhotosV1 } from './read-manifest'
import { readRootFile } from './restore-accounts'
import { readPeople } from './store-people'

/** Reads all that a restore would read, and says what would come back. Changes nothing, and needs no database. */
export async function checkBackup(
  backup: Backup,
  { username }: { username?: string | undefined } = {},
): Promise<{ sequences: number; photos: number; problems: Problem[] }> {
  const { heads, problems } = await listManifests(backup, { username })
  const found = { sequences: 0, photos: 0, problems }
  for (const file of ['deleted', 'users', 'tag-types'] as const)
    await noteProblem(problems, file, async () => {
      for await (const _ of readRootFile(backup, file));
    })
  for (const { key, version } of heads) {
    await noteProblem(problems, key, async () => {
      let photos = 0
      for await (const _ of version === 1 ? readPhotosV1(backup, key) : readPhotos(backup, key)) photos += 1
      found.photos += photos
      found.sequences += 1
    })
    const people = posix.join(posix.dirname(key), 'people.jsonl')
    if (await backup.head(people))
      await noteProblem(problems, people, async () => {
        for await (const _ of readPeople(backup, people));
      })
  }
  return found
}

async function noteProblem(problems: Problem[], what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    problems.push({ what, reason: messageOf(error) })
  }
}

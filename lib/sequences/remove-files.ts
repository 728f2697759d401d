import { and, isNotNull, ne, sql } from 'drizzle-orm'
import limitTo from 'p-limit'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { QUARANTINE } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'

type Stores = { backup: Backup; second?: Backup | null | undefined }

const STEP_BUDGET_MS = 20_000 // a step ends after so long
const AT_ONCE = 8

/**
 * Removes the files of a sequence in one folder, or whose keys begin so: in the backup, in the second one, and in the quarantine of both. Those
 * of photos that moved to another sequence stay. False: there is more to do. Safe to repeat.
 */
export async function removeFiles(
  { db, backup, second }: Stores & { db: Db },
  { sequenceId, folder }: { sequenceId: number; folder: string },
): Promise<boolean> {
  const isKept = await filesOfOthers(db, { sequenceId, folder })
  for (const store of [backup, second]) {
    if (!store) continue
    if (!(await removeFolder(store, folder, isKept))) return false
    for (const date of await quarantineDates(store)) {
      const prefix = `${QUARANTINE}/${date}/`
      if (!(await removeFolder(store, prefix + folder, (key) => isKept(key.slice(prefix.length))))) return false
    }
  }
  return true
}

/** Which files of the folder belong to photos of other sequences: they stay where they were put. */
async function filesOfOthers(
  db: Db,
  { sequenceId, folder }: { sequenceId: number; folder: string },
): Promise<(key: string) => boolean> {
  const keysIn = async (column: typeof photos.backupKey | typeof photos.publicKey) =>
    db
      .select({ key: column })
      .from(photos)
      .where(
        and(
          ne(photos.sequenceId, sequenceId),
          isNotNull(column),
          sql`starts_with(${column} collate "C", ${folder})`, // as the index is sorted
        ),
      )
  const rows = [...(await keysIn(photos.backupKey)), ...(await keysIn(photos.publicKey))]
  const stems = new Set(rows.map(({ key }) => withoutEnding(key ?? '')))
  return (key) => stems.has(withoutEnding(key))
}

/** The same for what lies beside an original, from Mapillary. */
function withoutEnding(key: string): string {
  return key.replace(/(\.from-mapillary-[^/]*)?\.jpg$/, '')
}

/** There are as many as days on which something was bad. */
async function quarantineDates(store: Backup): Promise<Set<string>> {
  const dates = new Set<string>()
  for await (const key of store.list(`${QUARANTINE}/`)) dates.add(key.split('/')[1] ?? '')
  return dates
}

async function removeFolder(backup: Backup, folder: string, isKept: (key: string) => boolean): Promise<boolean> {
  const end = Date.now() + STEP_BUDGET_MS
  const limit = limitTo(AT_ONCE)
  const keys: string[] = []
  for await (const key of backup.list(folder)) if (!isKept(key)) keys.push(key)
  const removed = await Promise.all(
    keys.map((key) =>
      limit(async () => {
        if (Date.now() > end) return false
        await backup.remove(key)
        return true
      }),
    ),
  )
  return removed.every(Boolean)
}

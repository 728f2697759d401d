import { isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { instance } from '@/db/schema/instance'
import { restoreRuns } from '@/db/schema/restore-runs'
import { sequences } from '@/db/schema/sequences'
import type { Backup } from '@/lib/backup/types'
import { checkStore } from '@/lib/manifests/check-store'

/** A run says each second that it lives. One that says nothing for so long has died with its process. */
const SILENT_SECONDS = 60

/** `offered`: the database is empty, and the backup is not. `interrupted`: a restore began and did not end. `running`: one is under way. */
export type RestoreState = 'offered' | 'interrupted' | 'running'

/** What there is to restore; null: nothing, as on every instance that has its data. The backup is looked at only while the database is empty. */
export async function findRestoreState({ db, backup }: { db: Db; backup: Backup }): Promise<RestoreState | null> {
  const [open] = await db.select({ isSilent }).from(restoreRuns).where(isNull(restoreRuns.endedAt))
  if (open && !open.isSilent) return 'running'
  const { restoringSince } = one(await db.select().from(instance))
  if (restoringSince) return 'interrupted'
  const some = await db.select({ id: sequences.id }).from(sequences).limit(1)
  if (some.length > 0) return null
  return (await checkStore({ db, backup })).state === 'restorable' ? 'offered' : null
}

/** The condition that the process of a run has died. */
export const isSilent = sql<boolean>`${restoreRuns.movedAt} < now() - make_interval(secs => ${SILENT_SECONDS})`

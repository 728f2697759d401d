import type { Db } from '@/db/client'
import { describeBackupTrouble } from '@/lib/backup/describe-backup-trouble'
import type { Backup } from '@/lib/backup/types'
import { checkStore } from './check-store'

/** One line that says why nothing is written to the backup: it cannot be used, or it is not the one of this database. Null: all is well. */
export async function describeStoreTrouble({ db, backup }: { db: Db; backup: Backup }): Promise<string | null> {
  let refusal: string | null = null
  const trouble = await describeBackupTrouble({
    async check() {
      const store = await checkStore({ db, backup }).catch(async (error: unknown) => {
        await backup.check() // says in its own words what is wrong with the whole backup, not with the file that was looked for
        throw error
      })
      if (store.state === 'restorable') refusal = `${store.reason}. Until then nothing is written to it`
      if (store.state === 'refused') refusal = `${store.reason}. Imports wait, and nothing is written to it`
      if (store.state === 'ours') await backup.check()
    },
  })
  return trouble ?? refusal
}

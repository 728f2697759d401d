import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { checkStore } from './check-store'

const LOOK_AGAIN_MS = 30_000

/** Throws BACKUP_FAILED, with the reason for people, when the backup is not ours: whoever waits goes on when it is back. */
async function requireOurStore(tools: { db: Db; backup: Backup }): Promise<void> {
  const store = await checkStore(tools)
  if (store.state === 'ours') return
  throw new AppError('BACKUP_FAILED', store.reason, { retryAfterMs: LOOK_AGAIN_MS })
}

/**
 * The backup, in which nothing is written or removed unless it is ours. `trustMs`: for how long one look counts; a folder can change under us
 * at any time and is looked at each time.
 */
export function guardStore({ db, backup }: { db: Db; backup: Backup }, { trustMs }: { trustMs: number }): Backup {
  let lookedAt = Number.NEGATIVE_INFINITY

  async function requireOurs(): Promise<void> {
    if (performance.now() - lookedAt < trustMs) return
    await requireOurStore({ db, backup })
    lookedAt = performance.now()
  }

  const { space } = backup
  return {
    ...backup,
    ...(space && {
      async space() {
        await requireOurs()
        return space()
      },
    }),
    async put(key, body, options) {
      try {
        await requireOurs()
      } catch (error) {
        body.destroy()
        throw error
      }
      await backup.put(key, body, options)
    },
    async move(from, to) {
      await requireOurs()
      await backup.move(from, to)
    },
    async describe(key, options) {
      await requireOurs()
      await backup.describe(key, options)
    },
    async remove(key) {
      await requireOurs()
      await backup.remove(key)
    },
    async check() {
      await checkStore({ db, backup }) // makes the folder of a new instance
      await backup.check()
    },
  }
}

import { AppError } from '@/lib/errors'
import type { Backup } from './types'

const PATIENCE_MS = 15_000

/** One line that says why the backup cannot be used, or null when it can. */
export async function describeBackupTrouble(
  backup: Pick<Backup, 'check'>,
  patienceMs = PATIENCE_MS,
): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('The backup did not answer in time'), patienceMs)
  })
  const checked = backup.check().then(
    () => null,
    (error: unknown) => {
      if (error instanceof AppError) return error.message.replaceAll('\n', ' ')
      throw error
    },
  )
  return Promise.race([checked, timeout]).finally(() => clearTimeout(timer))
}

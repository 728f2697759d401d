import { expect, test } from 'vitest'
import { describeBackupTrouble } from '@/lib/backup/describe-backup-trouble'
import { AppError } from '@/lib/errors'

test('a backup that works is not spoken of', async () => {
  expect(await describeBackupTrouble({ check: async () => undefined })).toBeNull()
})

test('a backup that cannot be used is told in one line', async () => {
  const check = async () => {
    throw new AppError('BACKUP_FAILED', 'Backup bucket photos cannot be reached:\nECONNREFUSED')
  }
  expect(await describeBackupTrouble({ check })).toBe('Backup bucket photos cannot be reached: ECONNREFUSED')
})

test('a backup that never answers holds nobody up', async () => {
  expect(await describeBackupTrouble({ check: () => new Promise(() => undefined) }, 0)).toBe(
    'The backup did not answer in time',
  )
})

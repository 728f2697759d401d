import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { createFolderBackup } from '@/lib/backup/folder'
import { createS3Backup } from '@/lib/backup/s3'
import { describeStoreTrouble } from '@/lib/manifests/describe-store-trouble'
import { test } from '@/tests/support/db'
import { newDataDir } from '@/tests/support/stack'
import { freePort } from '../../../scripts/ports.mjs'

test('a bucket that cannot be reached is named, with the reason', async ({ db }) => {
  const backup = createS3Backup({
    bucket: 'photos',
    endpoint: `http://127.0.0.1:${await freePort()}`,
    region: 'local',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
  })
  expect(await describeStoreTrouble({ db, backup })).toBe('Backup bucket photos cannot be reached: ECONNREFUSED')
})

test('nothing is said of a new folder', async ({ db }) => {
  const folder = newDataDir()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  expect(await describeStoreTrouble({ db, backup: createFolderBackup(join(folder, 'backup')) })).toBeNull()
})

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBackup, openBackup } from '@/lib/backup/connect'
import { type Env, parseEnv } from '@/lib/config/env'
import { startS3Server } from '@/tests/support/s3-server'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mtp-data-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(dataDir, { recursive: true })
})

function envWith(values: Record<string, string>): Env {
  return parseEnv({
    MTP_DATA_DIR: dataDir,
    DATABASE_URL: 'postgres://127.0.0.1/none',
    MAPILLARY_API: 'v3',
    MAPILLARY_API_URL: 'http://127.0.0.1:4000/v3',
    MAPILLARY_CLIENT_ID: 'demo',
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    NEXTAUTH_SECRET: 'x'.repeat(32),
    TOKEN_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    ...values,
  })
}

const photo = () => Readable.from([Buffer.from('picture')])
const options = { contentType: 'image/jpeg', metadata: () => ({ sha256: 'abc' }) }

test('without a bucket originals lie in the folder backup of the data dir', async () => {
  const backup = createBackup(envWith({}))
  await backup.create?.()
  await backup.put('ada/1/PHOTO_1.jpg', photo(), options)
  expect(await readFile(join(dataDir, 'backup/ada/1/PHOTO_1.jpg'), 'utf8')).toBe('picture')
})

test('with a bucket originals go to the endpoint that the AWS SDK reads', async () => {
  const server = await startS3Server({ buckets: ['mtp-originals'] })
  vi.stubEnv('AWS_ENDPOINT_URL_S3', server.endpoint)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', server.credentials.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', server.credentials.secretAccessKey)
  const env = envWith({ AWS_S3_MAPILLARY_BUCKET: 'mtp-originals', AWS_S3_FORCE_PATH_STYLE: 'true' })
  await createBackup(env).put('ada/1/PHOTO_1.jpg', photo(), options)
  expect(server.keys('mtp-originals')).toEqual(['ada/1/PHOTO_1.jpg'])
  await server.close()
})

test('the second backup is opened by its address with its own settings, another bucket with those of the first', async () => {
  const second = await startS3Server({ buckets: ['copies', 'other'] })
  vi.stubEnv('AWS_ENDPOINT_URL_S3', second.endpoint)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'of-the-first')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong-there')
  const env = envWith({
    MTP_SECOND_BACKUP: 's3://copies',
    MTP_SECOND_ENDPOINT_URL: second.endpoint,
    MTP_SECOND_REGION: 'eu-central-1',
    MTP_SECOND_ACCESS_KEY_ID: second.credentials.accessKeyId,
    MTP_SECOND_SECRET_ACCESS_KEY: second.credentials.secretAccessKey,
    MTP_SECOND_FORCE_PATH_STYLE: 'true',
    AWS_S3_FORCE_PATH_STYLE: 'true',
  })
  for (const address of ['s3://copies', 's3://copies/'])
    await openBackup(env, address).put('ada/1/PHOTO_1.jpg', photo(), options)
  expect(second.keys('copies')).toEqual(['ada/1/PHOTO_1.jpg'])
  await expect(openBackup(env, 's3://other').put('ada/1/PHOTO_1.jpg', photo(), options)).rejects.toThrow()
  await second.close()
})

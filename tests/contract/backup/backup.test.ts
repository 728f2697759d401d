import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { CreateMultipartUploadCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFolderBackup } from '@/lib/backup/folder'
import { originalKey } from '@/lib/backup/keys'
import { createS3Backup } from '@/lib/backup/s3'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { startS3Server } from '@/tests/support/s3-server'

const MB = 1024 * 1024

type Store = {
  backup: Backup
  /** Everything that lies in the store and is neither an object nor its metadata. */
  leftOvers: () => Promise<string[]>
  close: () => Promise<void>
}

async function folderStore(): Promise<Store> {
  const root = await mkdtemp(join(tmpdir(), 'mtp-backup-'))
  return {
    backup: createFolderBackup(root),
    leftOvers: () => readdir(join(root, '.incoming')).catch(() => []),
    close: () => rm(root, { recursive: true }),
  }
}

async function s3Store(): Promise<Store> {
  const server = await startS3Server({ pageSize: 3 })
  const { endpoint, credentials } = server
  return {
    backup: createS3Backup({ bucket: 'photos', endpoint, credentials, region: 'eu-west-1', forcePathStyle: true }),
    leftOvers: async () => [
      ...server.keys().filter((key) => key.startsWith('.incoming/')),
      ...Array.from({ length: server.unfinishedUploads() }, () => 'unfinished upload'),
    ],
    close: server.close,
  }
}

function put(
  backup: Backup,
  key: string,
  body: Readable | string,
  metadata: Record<string, string> = {},
): Promise<void> {
  const stream = typeof body === 'string' ? Readable.from([Buffer.from(body)]) : body
  return backup.put(key, stream, { contentType: 'image/jpeg', metadata: () => metadata })
}

async function read(backup: Backup, key: string): Promise<string | null> {
  const found = await backup.get(key)
  return found && (await buffer(found.body)).toString()
}

async function listed(backup: Backup, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of backup.list(prefix)) keys.push(key)
  return keys
}

/** `megabytes` pieces of 1 MB; counts how many were asked for, and fails in the place of the last one when told to. */
function bigBody(
  megabytes: number,
  { failsWith }: { failsWith?: Error } = {},
): { body: Readable; readMegabytes: () => number } {
  let count = 0
  function* pieces() {
    while (count < megabytes) {
      count += 1
      if (failsWith && count === megabytes) throw failsWith
      yield Buffer.alloc(MB, count)
    }
  }
  return { body: Readable.from(pieces(), { objectMode: false, highWaterMark: MB }), readMegabytes: () => count }
}

describe.each([
  { name: 'folder', create: folderStore },
  { name: 'S3', create: s3Store },
])('backup ($name)', ({ create }) => {
  let store: Store
  let backup: Backup
  beforeEach(async () => {
    store = await create()
    backup = store.backup
  })
  afterEach(() => store.close())

  test('a file is given back with its size and metadata', async () => {
    await put(backup, 'ada/7/PHOTO_1.jpg', 'picture', { 'mapillary-key': 'k1', sha256: 'abc' })

    const object = { key: 'ada/7/PHOTO_1.jpg', sizeBytes: 7, metadata: { 'mapillary-key': 'k1', sha256: 'abc' } }
    expect(await backup.head('ada/7/PHOTO_1.jpg')).toEqual(object)
    const found = await backup.get('ada/7/PHOTO_1.jpg')
    expect(found?.object).toEqual(object)
    expect(found && (await buffer(found.body)).toString()).toBe('picture')
    expect(await store.leftOvers()).toEqual([])
  })

  test('a file is read from any byte on, and described as a whole', async () => {
    await put(backup, 'ada/7/PHOTO_1.jpg', 'picture')
    for (const from of [0, 1, 6]) {
      const found = await backup.get('ada/7/PHOTO_1.jpg', { from })
      expect(found?.object.sizeBytes).toBe(7)
      expect(found && (await buffer(found.body)).toString()).toBe('picture'.slice(from))
    }
    expect(await backup.get('ada/7/PHOTO_2.jpg', { from: 3 })).toBeNull()
  })

  test('an empty file is a file', async () => {
    await put(backup, 'ada/7/empty', '')
    expect(await backup.head('ada/7/empty')).toMatchObject({ sizeBytes: 0 })
    expect(await read(backup, 'ada/7/empty')).toBe('')
  })

  test('a file that is not there is null', async () => {
    expect(await backup.get('ada/7/PHOTO_1.jpg')).toBeNull()
    expect(await backup.head('ada/7/PHOTO_1.jpg')).toBeNull()
  })

  test('metadata are asked for after the last byte', async () => {
    const { body, readMegabytes } = bigBody(7)
    const metadata = () => ({ read: String(readMegabytes()) })
    await backup.put('ada/7/PHOTO_1.jpg', body, { contentType: 'image/jpeg', metadata })
    expect(await backup.head('ada/7/PHOTO_1.jpg')).toMatchObject({ metadata: { read: '7' } })
  })

  test('writing again replaces file and metadata together', async () => {
    await put(backup, 'ada/7/PHOTO_1.jpg', 'old', { sha256: 'old' })
    await put(backup, 'ada/7/PHOTO_1.jpg', 'newer', { sha256: 'new' })
    expect(await read(backup, 'ada/7/PHOTO_1.jpg')).toBe('newer')
    expect(await backup.head('ada/7/PHOTO_1.jpg')).toMatchObject({ sizeBytes: 5, metadata: { sha256: 'new' } })
    expect(await listed(backup, '')).toEqual(['ada/7/PHOTO_1.jpg'])
  })

  test.each([2, 16])('a body that fails after %i MB leaves nothing, and its own error rises', async (megabytes) => {
    const failsWith = new AppError('UPSTREAM_FAILED', 'The picture ended early')
    const { body } = bigBody(megabytes, { failsWith })
    await expect(put(backup, 'ada/7/PHOTO_1.jpg', body)).rejects.toBe(failsWith)
    expect(await backup.head('ada/7/PHOTO_1.jpg')).toBeNull()
    expect(await listed(backup, '')).toEqual([])
    expect(await store.leftOvers()).toEqual([])
  })

  test('a body that fails leaves the file that was there before', async () => {
    await put(backup, 'ada/7/PHOTO_1.jpg', 'old', { sha256: 'old' })
    const { body } = bigBody(2, { failsWith: new Error('reset') })
    await expect(put(backup, 'ada/7/PHOTO_1.jpg', body)).rejects.toThrow('reset')
    expect(await read(backup, 'ada/7/PHOTO_1.jpg')).toBe('old')
    expect(await backup.head('ada/7/PHOTO_1.jpg')).toMatchObject({ metadata: { sha256: 'old' } })
  })

  test('metadata that cannot be given leave nothing', async () => {
    const metadata = () => {
      throw new Error('not checked')
    }
    const written = backup.put('ada/7/PHOTO_1.jpg', Readable.from([Buffer.from('x')]), {
      contentType: 'image/jpeg',
      metadata,
    })
    await expect(written).rejects.toThrow()
    expect(await listed(backup, '')).toEqual([])
    expect(await store.leftOvers()).toEqual([])
  })

  test('30 MB come back byte for byte', async () => {
    await put(backup, 'ada/7/PHOTO_1.jpg', bigBody(30).body)
    const expected = await buffer(bigBody(30).body)
    const found = await backup.get('ada/7/PHOTO_1.jpg')
    expect(found && (await buffer(found.body)).equals(expected)).toBe(true)
    expect(await store.leftOvers()).toEqual([])
  })

  test.each(['', '.', '..', '../../etc', 'a/b', 'ada lovelace', 'ÄÖ', '#?&=+%2F', 'x'.repeat(400)])(
    'the user name %j makes a key that can be kept',
    async (username) => {
      const key = originalKey(username, 7, 1)
      await put(backup, key, username, { sha256: 'abc' })
      expect(await read(backup, key)).toBe(username)
      expect(await listed(backup, '')).toEqual([key])
      expect(await backup.head(key)).toMatchObject({ metadata: { sha256: 'abc' } })
    },
  )

  test('a list has the keys under a prefix, all pages, in the order of their bytes', async () => {
    const keys = [
      'ada/7/PHOTO_1.jpg',
      'ada/7/PHOTO_10.jpg',
      'ada/7/PHOTO_2.jpg',
      'ada/7/manifest.json',
      'ada/70/PHOTO_1.jpg',
    ]
    for (const key of [...keys, 'ada-2/1/PHOTO_1.jpg', 'bob/1/PHOTO_1.jpg']) await put(backup, key, 'x')
    expect(await listed(backup, 'ada/7/')).toEqual(keys.slice(0, 4))
    expect(await listed(backup, 'ada/7')).toEqual(keys)
    expect(await listed(backup, '')).toEqual(['ada-2/1/PHOTO_1.jpg', ...keys, 'bob/1/PHOTO_1.jpg'])
    expect(await listed(backup, 'nobody/')).toEqual([])
  })

  test('entries have sizes, and begin behind a key', async () => {
    for (const key of ['ada/7/b', 'ada/7/a', 'ada/7-2/c', 'ada/70/d', 'bob/1/e']) await put(backup, key, key)
    const entries = async (prefix: string, after?: string) => {
      const found: string[] = []
      for await (const { key, sizeBytes } of backup.entries(prefix, after)) found.push(`${key} ${sizeBytes}`)
      return found
    }
    expect(await entries('')).toEqual(['ada/7-2/c 9', 'ada/7/a 7', 'ada/7/b 7', 'ada/70/d 8', 'bob/1/e 7'])
    expect(await entries('', 'ada/7/a')).toEqual(['ada/7/b 7', 'ada/70/d 8', 'bob/1/e 7'])
    expect(await entries('ada/', 'ada/7/b')).toEqual(['ada/70/d 8'])
    expect(await entries('', 'bob/1/e')).toEqual([])
  })

  test('a file is moved with its metadata, and takes the place of another', async () => {
    await put(backup, 'ada/7/a', 'bad', { sha256: 'x' })
    await put(backup, '.quarantine/2026-11-29/ada/7/a', 'older', { sha256: 'y' })
    await backup.move('ada/7/a', '.quarantine/2026-11-29/ada/7/a')
    expect(await backup.head('ada/7/a')).toBeNull()
    expect(await read(backup, '.quarantine/2026-11-29/ada/7/a')).toBe('bad')
    expect(await backup.head('.quarantine/2026-11-29/ada/7/a')).toMatchObject({ metadata: { sha256: 'x' } })
    await backup.move('ada/7/none', 'ada/7/other')
    expect(await listed(backup, 'ada/')).toEqual([])
  })

  test('metadata are replaced without the bytes', async () => {
    await put(backup, 'ada/7/a', 'bytes', { sha256: 'x' })
    await backup.describe('ada/7/a', { contentType: 'image/jpeg', metadata: { sha256: 'z' } })
    expect(await backup.head('ada/7/a')).toMatchObject({ sizeBytes: 5, metadata: { sha256: 'z' } })
    expect(await read(backup, 'ada/7/a')).toBe('bytes')
  })

  test('what is to be written only if nothing is there replaces nothing', async () => {
    const options = { contentType: 'image/jpeg', metadata: () => ({}), ifAbsent: true }
    await backup.put('ada/7/a', Readable.from([Buffer.from('first')]), options)
    const second = backup.put('ada/7/a', Readable.from([Buffer.from('second')]), options)
    await expect(second).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await read(backup, 'ada/7/a')).toBe('first')
    expect(await store.leftOvers()).toEqual([])
  })

  test('removing twice is removing once', async () => {
    await put(backup, 'ada/7/PHOTO_1.jpg', 'x', { sha256: 'abc' })
    await backup.remove('ada/7/PHOTO_1.jpg')
    await backup.remove('ada/7/PHOTO_1.jpg')
    expect(await backup.head('ada/7/PHOTO_1.jpg')).toBeNull()
    await put(backup, 'ada/7/PHOTO_1.jpg', 'y')
    expect(await backup.head('ada/7/PHOTO_1.jpg')).toMatchObject({ metadata: {} })
  })

  test('two that write the same key at once end with one whole file', async () => {
    await Promise.all([
      put(backup, 'ada/7/PHOTO_1.jpg', 'first', { sha256: 'first' }),
      put(backup, 'ada/7/PHOTO_1.jpg', 'second', { sha256: 'second' }),
    ])
    const head = await backup.head('ada/7/PHOTO_1.jpg')
    expect(await read(backup, 'ada/7/PHOTO_1.jpg')).toBe(head?.metadata.sha256)
  })

  test('a store that can be written to passes the check', async () => {
    await backup.check()
    expect(await listed(backup, '')).toEqual([])
    expect(await store.leftOvers()).toEqual([])
  })
})

describe('backup in S3', () => {
  let server: Awaited<ReturnType<typeof startS3Server>>
  beforeEach(async () => {
    server = await startS3Server()
  })
  afterEach(() => server.close())

  function connect(overrides: Partial<Parameters<typeof createS3Backup>[0]> = {}): Backup {
    const { endpoint, credentials } = server
    return createS3Backup({
      bucket: 'photos',
      endpoint,
      credentials,
      region: 'eu-west-1',
      forcePathStyle: true,
      ...overrides,
    })
  }

  test('the body is read no faster than the store takes it', async () => {
    let open = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const arrived = new Promise<void>((resolve) => {
      let parts = 0
      server.holdUntil(async (call) => {
        if (call.operation !== 'UploadPart') return
        parts += 1
        if (parts === 2) resolve()
        await opened
      })
    })
    const { body, readMegabytes } = bigBody(60)
    const written = put(connect(), 'ada/7/PHOTO_1.jpg', body)
    await arrived
    for (let turns = 0; turns < 200; turns += 1) await turn()
    expect(readMegabytes()).toBeLessThan(25)

    open()
    await written
    expect(await connect().head('ada/7/PHOTO_1.jpg')).toMatchObject({ sizeBytes: 60 * MB })
  })

  test('the content type is kept', async () => {
    await put(connect(), 'ada/7/PHOTO_1.jpg', 'x')
    expect(server.contentType('ada/7/PHOTO_1.jpg')).toBe('image/jpeg')
  })

  test.each(['PutObject', 'CopyObject', 'UploadPart', 'CompleteMultipartUpload'])(
    'one failed %s is tried again',
    async (operation) => {
      let failures = 0
      server.failWhen((call) => (call.operation === operation && failures++ === 0 ? 'cut' : null))
      await put(connect(), 'ada/7/PHOTO_1.jpg', bigBody(operation === 'PutObject' ? 1 : 6).body)
      expect(failures).toBeGreaterThan(0)
      expect(server.keys()).toEqual(['ada/7/PHOTO_1.jpg'])
    },
  )

  test.each(['PutObject', 'CopyObject', 'UploadPart'])(
    'a store that always fails at %s leaves nothing',
    async (operation) => {
      server.failWhen((call) => (call.operation === operation ? 'error' : null))
      const { body } = bigBody(operation === 'PutObject' ? 1 : 12)
      const written = put(connect({ maxAttempts: 1 }), 'ada/7/PHOTO_1.jpg', body)
      await expect(written).rejects.toMatchObject({
        code: 'BACKUP_FAILED',
        message: 'The backup bucket photos cannot write ada/7/PHOTO_1.jpg: InternalError',
      })
      expect(server.keys()).toEqual([])
      expect(server.unfinishedUploads()).toBe(0)
      expect(body.destroyed).toBe(true)
    },
  )

  test('uploads that a killed process left unfinished end when their keys are written again, and no others', async () => {
    const { endpoint, credentials } = server
    const client = new S3Client({ endpoint, credentials, region: 'eu-west-1', forcePathStyle: true })
    for (const key of ['1', '1', '2', '3', '4', '5'].map((n) => `.incoming/ada/7/PHOTO_${n}.jpg`)) {
      await client.send(new CreateMultipartUploadCommand({ Bucket: 'photos', Key: key }))
    }
    const backup = connect()
    for (const n of [1, 5]) await put(backup, `ada/7/PHOTO_${n}.jpg`, bigBody(6).body)
    expect(server.unfinishedUploads()).toBe(3)
    expect(server.calls.filter(({ operation }) => operation === 'ListMultipartUploads')).toHaveLength(1)
  })

  test('a store that does not list unfinished uploads is written to all the same', async () => {
    server.failWhen(({ operation }) => (operation === 'ListMultipartUploads' ? 'error' : null))
    await put(connect({ maxAttempts: 1 }), 'ada/7/PHOTO_1.jpg', 'x')
    expect(server.keys()).toEqual(['ada/7/PHOTO_1.jpg'])
  })

  test('a bucket that does not exist is named by the check', async () => {
    await expect(connect({ bucket: 'nowhere' }).check()).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: 'Backup bucket nowhere cannot be written to: there is no such bucket (NoSuchBucket)',
    })
  })

  test('a wrong secret key is said so', async () => {
    const credentials = { ...server.credentials, secretAccessKey: 'wrong' }
    await expect(connect({ credentials }).check()).rejects.toThrow('the secret key is wrong (SignatureDoesNotMatch)')
  })

  test('a server that is not there is said so', async () => {
    await server.close()
    await expect(connect({ maxAttempts: 1 }).check()).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: 'Backup bucket photos cannot be reached: ECONNREFUSED',
    })
  })

  test('a server that does not answer is given up', async () => {
    server.holdUntil(() => new Promise(() => {}))
    const requestHandler = { requestTimeout: 50, throwOnRequestTimeout: true }
    await expect(connect({ maxAttempts: 1, requestHandler }).check()).rejects.toThrow('it did not answer in time')
  })
})

describe('backup in a folder', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mtp-backup-'))
  })
  afterEach(() => rm(root, { recursive: true }))

  test.each(['../x', '/etc/x', 'a/../../x', 'a//b', 'a/./b', 'a\\..\\b', 'a/\0', '', '.meta/x', '.incoming/x'])(
    'no file is kept under %j',
    async (key) => {
      const backup = createFolderBackup(join(root, 'inner'))
      await expect(put(backup, key, 'x')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      await expect(Promise.resolve().then(() => backup.get(key))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      await expect(Promise.resolve().then(() => backup.remove(key))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      expect(await readdir(root)).toEqual([])
    },
  )

  test('what killed processes left is removed before the first write, and nothing that is being written', async () => {
    const incoming = join(root, '.incoming')
    await mkdir(incoming)
    const dead = spawnSync(process.execPath, ['--version']).pid
    const [beforeUs, yesterday, now] = [performance.timeOrigin - 1_000, Date.now() - 25 * 3_600_000, Date.now()]
    const files = [
      { name: `${hostname()}~${dead}~of-the-dead`, changed: now, stays: false },
      { name: `${hostname()}~${process.ppid}~of-another-process`, changed: beforeUs, stays: true },
      { name: `${hostname()}~${process.pid}~of-our-number`, changed: beforeUs, stays: false },
      { name: `${hostname()}~${process.pid}~ours`, changed: now, stays: true },
      { name: 'elsewhere~1~of-another-host', changed: beforeUs, stays: true },
      { name: 'elsewhere~1~of-yesterday', changed: yesterday, stays: false },
      { name: 'of-an-older-version', changed: yesterday, stays: false },
    ]
    for (const { name, changed } of files) {
      await writeFile(join(incoming, name), 'x')
      await utimes(join(incoming, name), changed / 1000, changed / 1000)
    }

    await put(createFolderBackup(root), 'ada/7/PHOTO_1.jpg', 'whole')
    const left = files.filter(({ stays }) => stays).map(({ name }) => name)
    expect((await readdir(incoming)).toSorted()).toEqual(left.toSorted())
  })

  test('a folder that was copied without its times keeps its metadata', async () => {
    await mkdir(join(root, 'a'))
    await put(createFolderBackup(join(root, 'a')), 'ada/7/PHOTO_1.jpg', 'x', { sha256: 'abc' })
    await cp(join(root, 'a'), join(root, 'b'), { recursive: true })
    expect(await createFolderBackup(join(root, 'b')).head('ada/7/PHOTO_1.jpg')).toMatchObject({
      metadata: { sha256: 'abc' },
    })
  })

  test('a folder that cannot be written to fails the check with its name', async () => {
    const file = join(root, 'file')
    await writeFile(file, '')
    await expect(createFolderBackup(file).check()).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: expect.stringContaining(file),
    })
  })
})

import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Db } from '@/db/client'
import { createFolderBackup } from '@/lib/backup/folder'
import { originalKey } from '@/lib/backup/keys'
import { createS3Backup } from '@/lib/backup/s3'
import type { Backup } from '@/lib/backup/types'
import type { VaultTools } from '@/lib/vault/types'
import { insertPhoto, insertSequence, insertUser, newKey } from './factories'
import { startS3Server } from './s3-server'

export type TestStore = {
  kind: 'folder' | 'S3'
  root: string // the folder or bucket
  backup: Backup
  /** Changes the bytes of an object behind the driver's back. */
  corrupt: (key: string, change: (bytes: Buffer) => Buffer) => Promise<void>
  forgetMetadata: (key: string) => Promise<void>
  /** Reading this object fails, listing it does not. */
  makeUnreadable: (key: string) => Promise<void>
  /** No byte of this object comes any more, until it is written anew. */
  makeSlow: (key: string) => Promise<void>
  /** The folder is no longer there, or the bucket. */
  disappear: () => Promise<void>
  isThere: () => Promise<boolean>
  keys: () => Promise<string[]>
  read: (key: string) => Promise<Buffer | null>
  close: () => Promise<void>
}

async function keysOf(backup: Backup): Promise<string[]> {
  const keys: string[] = []
  for await (const key of backup.list('')) keys.push(key)
  return keys
}

async function readFrom(backup: Backup, key: string): Promise<Buffer | null> {
  const found = await backup.get(key)
  return found && buffer(found.body)
}

/** The same store, in which the bytes of some objects never come. */
function withSlowObjects(store: Backup, slow: Set<string>): Backup {
  return {
    ...store,
    async get(key, options) {
      const found = await store.get(key, options)
      if (!found || !slow.has(key)) return found
      found.body.destroy()
      return { ...found, body: new Readable({ read: () => undefined }) }
    },
    async put(key, body, options) {
      await store.put(key, body, options)
      slow.delete(key)
    },
  }
}

export async function folderStore(): Promise<TestStore> {
  const { chmod, mkdir, readFile, writeFile } = await import('node:fs/promises')
  const root = await mkdtemp(join(tmpdir(), 'mtp-vault-'))
  const slow = new Set<string>()
  const backup = withSlowObjects(createFolderBackup(root), slow)
  return {
    kind: 'folder',
    root,
    backup,
    corrupt: async (key, change) => writeFile(join(root, key), change(await readFile(join(root, key)))),
    forgetMetadata: (key) => rm(join(root, '.meta', `${key}.json`)),
    async makeUnreadable(key) {
      if (process.getuid?.() !== 0) return chmod(join(root, key), 0)
      await rm(join(root, key)) // root reads every file; nobody reads a folder as one
      await mkdir(join(root, key))
      await writeFile(join(root, key, 'x'), '')
    },
    makeSlow: async (key) => void slow.add(key),
    disappear: () => rm(root, { recursive: true }),
    isThere: async () => existsSync(root),
    keys: () => keysOf(backup),
    read: (key) => readFrom(backup, key),
    close: () => rm(root, { recursive: true, force: true }),
  }
}

export async function s3Store(): Promise<TestStore> {
  const server = await startS3Server({ pageSize: 7, remembersCalls: false })
  const { endpoint, credentials } = server
  const options = { endpoint, credentials, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1 }
  const slow = new Set<string>()
  const backup = withSlowObjects(createS3Backup({ bucket: 'photos', ...options }), slow)
  const unreadable = new Set<string>()
  server.failWhen(({ operation, key, headers }) => {
    const isCopied = [...unreadable].some((bad) => headers['x-amz-copy-source'] === `photos/${bad}`)
    if (operation === 'CopyObject' && unreadable.has(key)) unreadable.delete(key) // written anew
    return (operation === 'GetObject' && unreadable.has(key)) || (operation === 'CopyObject' && isCopied)
      ? 'error'
      : null
  })
  return {
    kind: 'S3',
    root: 'photos',
    backup,
    corrupt: async (key, change) => {
      const object = server.object(key)
      object.body = change(object.body)
    },
    forgetMetadata: async (key) => {
      server.object(key).metadata = {}
    },
    makeUnreadable: async (key) => {
      unreadable.add(key)
    },
    makeSlow: async (key) => void slow.add(key),
    disappear: async () => server.removeBucket('photos'),
    isThere: async () => server.hasBucket('photos'),
    keys: () => keysOf(backup),
    read: (key) => readFrom(backup, key),
    close: server.close,
  }
}

/** What verification works with in tests: no limit of speed, no Mapillary. */
export function vaultToolsFor(db: Db, stores: { backup: Backup; second?: Backup | null }): VaultTools {
  return {
    db,
    tokenKeys: [randomBytes(32)],
    backup: stores.backup,
    second: stores.second ?? null,
    mapillary: null,
    pacer: { take: async () => undefined },
  }
}

export type TestOriginal = {
  photoId: number
  ownerId: number
  sequenceId: number
  key: string
  bytes: Buffer
  sha256: string
}

/** A sequence whose originals are in the backup, as an import leaves them; small ones, unless `sizeBytes` says otherwise. */
export async function insertOriginals(
  db: Db,
  backup: Backup,
  count: number,
  sizeBytes = 2_000,
): Promise<TestOriginal[]> {
  const owner = await insertUser(db)
  const sequence = await insertSequence(db, { ownerId: owner.id })
  const originals: TestOriginal[] = []
  for (let n = 1; n <= count; n += 1) {
    const bytes = randomBytes(sizeBytes + (n >> 1)) // two of each size
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const key = originalKey(owner.username, sequence.id, n)
    const mapillaryKey = newKey()
    await backup.put(key, Readable.from([bytes]), {
      contentType: 'image/jpeg',
      metadata: () => ({ 'mapillary-key': mapillaryKey, sha256 }),
    })
    const noted = {
      backupKey: key,
      backupSha256: sha256,
      backupBytes: bytes.length,
      backedUpAt: new Date('2026-01-01'),
    }
    const photo = await insertPhoto(db, { sequenceId: sequence.id, n, mapillaryKey, ...noted })
    originals.push({ photoId: photo.id, ownerId: owner.id, sequenceId: sequence.id, key, bytes, sha256 })
  }
  return originals
}

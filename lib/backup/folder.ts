import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { bodyError } from './body-error'
import { INCOMING } from './keys'
import { createOneByOne } from './one-by-one'
import type { Backup, BackupObject } from './types'

const META = '.meta'

/** Metadata of a file, bound to one version of it by size and time of change. */
const Sidecar = z.array(z.object({ version: z.string(), metadata: z.record(z.string(), z.string()) }))
type Sidecar = z.infer<typeof Sidecar>

/**
 * Backup in a folder. A file is written under `.incoming/` and moved to its place when it is whole and on the disk. Its metadata lies in
 * `.meta/KEY.json` before that: for a moment for both versions, so that a reader always finds those of the file it sees.
 */
export function createFolderBackup(folder: string): Backup {
  const root = resolve(folder)
  const oneByOne = createOneByOne() // writers of one key; a folder is written by one process only
  let isSwept = false

  /** Before the first write: removes what killed processes left behind. What was written since this process began is somebody's. */
  async function sweepIncoming(): Promise<void> {
    if (isSwept) return
    const folder = join(root, INCOMING)
    for (const name of (await ignoreMissing(readdir(folder))) ?? []) {
      const file = await ignoreMissing(stat(join(folder, name)))
      if (file && file.mtimeMs < performance.timeOrigin) await rm(join(folder, name), { force: true })
    }
    isSwept = true
  }

  async function replace(key: string, body: Readable, metadata: () => Record<string, string>): Promise<void> {
    const incoming = join(root, INCOMING, randomUUID())
    const target = join(root, key)
    try {
      await sweepIncoming()
      await makeFolder(dirname(incoming))
      await writeWhole(incoming, body)
      const next = { version: await versionOf(incoming), metadata: metadata() }
      const sidecar = join(root, META, `${key}.json`)
      await makeFolder(dirname(sidecar))
      await makeFolder(dirname(target))
      const before = await readSidecar(sidecar)
      await writeSidecar(sidecar, [...before, next])
      await rename(incoming, target)
      await syncFolder(dirname(target))
      if (before.length > 0) await writeSidecar(sidecar, [next])
    } finally {
      body.destroy()
      await rm(incoming, { force: true })
    }
  }

  /** Makes a folder and those above it, but never the root: a root that is not there may be a disk that is not mounted. */
  async function makeFolder(path: string): Promise<void> {
    try {
      await mkdir(path)
    } catch (error) {
      if (!isSystemError(error) || (error.code !== 'EEXIST' && error.code !== 'ENOENT')) throw error
      if (error.code === 'EEXIST') return
      if (dirname(path) === root) throw error
      await makeFolder(dirname(path))
      await makeFolder(path)
    }
  }

  async function writeSidecar(path: string, sidecar: Sidecar): Promise<void> {
    const incoming = join(root, INCOMING, randomUUID())
    const file = await open(incoming, 'wx')
    try {
      await file.writeFile(JSON.stringify(sidecar))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(incoming, path)
  }

  async function describe(key: string, file: FileHandle): Promise<BackupObject> {
    const { size } = await file.stat()
    const version = await versionOf(file)
    const sidecar = await readSidecar(join(root, META, `${key}.json`))
    // A folder that was copied has other times: then the only entry is the right one.
    const entry =
      sidecar.find((candidate) => candidate.version === version) ?? (sidecar.length === 1 ? sidecar[0] : undefined)
    return { key, sizeBytes: size, metadata: entry?.metadata ?? {} }
  }

  /** Opens a file together with its metadata; once more when it was replaced in between. */
  async function openDescribed(key: string): Promise<{ file: FileHandle; object: BackupObject } | null> {
    const file = await ignoreMissing(open(join(root, key), 'r'))
    if (!file) return null
    try {
      const object = await describe(key, file)
      if ((await ignoreMissing(versionOf(join(root, key)))) === (await versionOf(file))) return { file, object }
    } catch (error) {
      await file.close()
      throw error
    }
    await file.close()
    return openDescribed(key)
  }

  async function* walk(folder: string, prefix: string): AsyncGenerator<string> {
    const entries = (await ignoreMissing(readdir(join(root, folder), { withFileTypes: true }))) ?? []
    const keys = entries
      .filter((entry) => folder !== '' || (entry.name !== META && entry.name !== INCOMING))
      .map((entry) => folder + entry.name + (entry.isDirectory() ? '/' : ''))
      .filter((key) => key.startsWith(prefix) || prefix.startsWith(key))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))) // as S3 lists
    for (const key of keys) {
      if (key.endsWith('/')) yield* walk(key, prefix)
      else if (key.startsWith(prefix)) yield key
    }
  }

  return {
    async put(key, body, { metadata }) {
      await attempt(`write ${expectKey(key)}`, body, () => oneByOne(key, () => replace(key, body, metadata)))
    },
    get: (key, { from } = { from: 0 }) =>
      attempt(`read ${expectKey(key)}`, null, async () => {
        const opened = await openDescribed(key)
        return opened && { body: opened.file.createReadStream({ start: from }), object: opened.object }
      }),
    head: (key) =>
      attempt(`read ${expectKey(key)}`, null, async () => {
        const opened = await openDescribed(key)
        await opened?.file.close()
        return opened?.object ?? null
      }),
    async *list(prefix) {
      yield* walk('', prefix)
    },
    remove: (key) =>
      attempt(`remove ${expectKey(key)}`, null, async () => {
        await rm(join(root, key), { force: true })
        await rm(join(root, META, `${key}.json`), { force: true })
      }),
    space: () =>
      attempt('be looked at', null, async () => {
        const { bavail, blocks, bsize } = await statfs(root)
        return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
      }),
    create: () =>
      attempt('be made', null, async () => {
        await mkdir(root, { recursive: true })
      }),
    check: () =>
      attempt('write', null, async () => {
        await sweepIncoming()
        await makeFolder(join(root, INCOMING))
        const probe = join(root, INCOMING, randomUUID())
        const file = await open(probe, 'wx')
        await file.close()
        await rm(probe)
      }),
  }

  /** Runs file operations; the body's own error rises as it is, those of the disk as BACKUP_FAILED. */
  async function attempt<T>(what: string, body: Readable | null, run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      const own = bodyError(body)
      if (own) throw own
      if (!isSystemError(error)) throw error
      throw new AppError('BACKUP_FAILED', `The backup folder ${root} cannot ${what} (${error.code})`, {
        cause: error,
      })
    }
  }
}

/** Keys become paths: none may leave the folder or meet the driver's own files. */
function expectKey(key: string): string {
  const parts = key.split('/')
  const isOurs = parts[0] === META || parts[0] === INCOMING
  const isBad = parts.some((part) => part === '' || part === '.' || part === '..' || /[\0\\]/.test(part))
  if (isOurs || isBad) throw new AppError('INVALID_INPUT', `Not a backup key: ${JSON.stringify(key)}`)
  return key
}

async function writeWhole(path: string, body: Readable): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for await (const chunk of body) await file.appendFile(chunk) // awaited: the body is read as fast as the disk writes
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened there
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function readSidecar(path: string): Promise<Sidecar> {
  const text = await ignoreMissing(readFile(path, 'utf8'))
  return text === null ? [] : Sidecar.parse(JSON.parse(text))
}

async function versionOf(file: string | FileHandle): Promise<string> {
  const { size, mtimeNs } =
    typeof file === 'string' ? await stat(file, { bigint: true }) : await file.stat({ bigint: true })
  return `${size}-${mtimeNs}`
}

async function ignoreMissing<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

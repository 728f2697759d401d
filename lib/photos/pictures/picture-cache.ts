import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PictureType } from '@/lib/model/pictures/picture-types'

const TOUCH_AFTER_MS = 60 * 60 * 1000
const SWEEP_TO = 0.8 // share of the bound that a sweep leaves

export type PictureCache = {
  find(name: string): Promise<Buffer | null>
  /** Keeps a file, whole or not at all; when the folder outgrows its bound, those unused for longest go. */
  keep(name: string, bytes: Buffer): Promise<void>
  names(): Promise<string[]>
  remove(name: string): Promise<void>
}

/** Who a kept picture was made for: everybody, or the owner of the photo. */
export type Audience = 'public' | 'owner'

const ENDINGS: Record<PictureType, string> = { 'image/jpeg': 'jpg', 'image/webp': 'webp' }

/** The name of a kept picture; `size` in letters and digits, `blurs` as `nameOfBlurs` names what is blurred on it. */
export function pictureName(
  photoId: number,
  {
    audience,
    size,
    blurs,
    type = 'image/jpeg',
  }: { audience: Audience; size: string | number; blurs: string | null; type?: PictureType },
): string {
  return `${photoId}-${audience}-${blurs === null ? '' : `b${blurs}x`}${size}.${ENDINGS[type]}`
}

/** What a name says; null: no name that `pictureName` makes. */
export function parsePictureName(name: string): { photoId: number; audience: Audience; blurs: string | null } | null {
  const [, id, audience, blurs = null] =
    /^(\d+)-(public|owner)-(?:b([0-9a-f]{12})x)?\w+\.(?:jpg|webp)$/.exec(name) ?? []
  if (audience !== 'public' && audience !== 'owner') return null
  return { photoId: Number(id), audience, blurs }
}

/** The one of a data folder. */
export function openPictureCache(dataDir: string): PictureCache {
  return createPictureCache({ folder: join(dataDir, 'cache', 'pictures'), maxBytes: 2_000_000_000 })
}

/** A folder of pictures bounded in bytes. Losing it costs time only. */
export function createPictureCache({ folder, maxBytes }: { folder: string; maxBytes: number }): PictureCache {
  let usedBytes: Promise<number> | undefined // counted at first use
  let sweeping: Promise<void> | undefined

  async function sweep(): Promise<void> {
    const files = (await listFiles(folder)).toSorted((a, b) => a.usedAtMs - b.usedAtMs)
    let total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    for (const file of files) {
      if (total <= maxBytes * SWEEP_TO) break
      await rm(file.path, { force: true })
      total -= file.sizeBytes
    }
    usedBytes = Promise.resolve(total)
  }

  return {
    async find(name) {
      const file = await open(join(folder, shardOf(name), name)).catch(() => null)
      if (!file) return null
      try {
        const now = new Date()
        const { mtimeMs } = await file.stat()
        if (now.getTime() - mtimeMs > TOUCH_AFTER_MS) await file.utimes(now, now)
        return await file.readFile()
      } finally {
        await file.close()
      }
    },

    async keep(name, bytes) {
      const path = join(folder, shardOf(name), name)
      await mkdir(dirname(path), { recursive: true })
      const unfinished = `${path}.${randomBytes(6).toString('hex')}`
      await writeFile(unfinished, bytes)
      await rename(unfinished, path)

      usedBytes = usedBytes === undefined ? totalOf(folder) : usedBytes.then((used) => used + bytes.length)
      if ((await usedBytes) <= maxBytes) return
      sweeping ??= sweep().finally(() => {
        sweeping = undefined
      })
      await sweeping
    },

    async names() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
    },

    async remove(name) {
      await rm(join(folder, shardOf(name), name), { force: true })
    },
  }
}

function shardOf(name: string): string {
  return String(Number.parseInt(name, 10) % 256)
}

async function totalOf(folder: string): Promise<number> {
  return (await listFiles(folder)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}

async function listFiles(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const stats = await Promise.all(
    files.map(async (path) => {
      const file = await stat(path).catch(() => null) // another process may sweep too
      return file ? [{ path, sizeBytes: file.size, usedAtMs: file.mtimeMs }] : []
    }),
  )
  return stats.flat()
}

import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import { drawOriginal } from '@/lib/photos/drawing/draw'
import { openArchive } from '@/lib/takeouts/archive/open-archive'
import { readArchive } from '@/lib/takeouts/archive/read-archive'
import type { RequestedTakeout } from '@/lib/takeouts/making/active-takeout'
import { makeTakeout, type TakeoutTools } from '@/lib/takeouts/making/make-takeout'
import { readZip } from './read-zip'

export const ORIGIN = 'https://paths.example'

/** What a takeout is made with: Mapillary is asked for nothing. `folder`: for what is drawn, and the offline viewer (which is built elsewhere). */
export function takeoutTools(db: Db, backup: Backup, folder: string): TakeoutTools {
  const viewerFolder = join(folder, '.viewer')
  mkdirSync(viewerFolder, { recursive: true })
  for (const name of ['index.html', 'viewer.js', 'viewer.css', 'land.js'])
    writeFileSync(join(viewerFolder, name), `built ${name}`)
  return {
    db,
    backup,
    origin: ORIGIN,
    mapillary: { photoPageUrl: (key: string) => `https://mapillary.example/${key}` },
    drawer: { drawOriginal },
    scratchFolder: join(folder, '.scratch'),
    viewerFolder,
  }
}

export async function makeWhole(tools: TakeoutTools, requested: RequestedTakeout): Promise<void> {
  for (;;) {
    const { next } = await makeTakeout(tools, requested)
    if (next !== 'again') return
  }
}

/** The bytes of an archive, and its files by path. Throws when a CRC-32 is wrong. */
export async function downloadArchive(
  { db, backup }: { db: Db; backup: Backup },
  options: { takeoutId: number; userId: number; part?: number },
): Promise<{ bytes: Buffer; files: Map<string, Buffer> }> {
  const archive = await openArchive(db, { part: null, ...options })
  const whole = { start: 0, end: archive.layout.sizeBytes }
  const bytes = await buffer(Readable.from(readArchive(backup, archive, whole), { objectMode: false }))
  const files = readZip((start, end) => bytes.subarray(start, end), bytes.length).map((entry) => {
    const content = bytes.subarray(entry.dataStart, entry.dataStart + entry.sizeBytes)
    if (crc32(content) !== entry.crc32) throw new Error(`${entry.path} has a wrong CRC-32`)
    return [entry.path, content] as const
  })
  return { bytes, files: new Map(files) }
}

/** What is wrong with a bag, as a validator says it: nothing, when it is valid. */
export function faultsOfBag(files: Map<string, Buffer>): string[] {
  const manifests = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].flatMap((name) => linesOf(files.get(name)))
  const faults = manifests.flatMap(([sha256, path]) => {
    const content = files.get(path)
    if (!content) return [`${path} is missing`]
    return createHash('sha256').update(content).digest('hex') === sha256 ? [] : [`${path} differs`]
  })
  const named = new Set(manifests.map(([, path]) => path))
  const unnamed = [...files.keys()].filter((path) => !named.has(path) && path !== 'tagmanifest-sha256.txt')
  const payload = [...files].filter(([path]) => path.startsWith('data/'))
  const oxum = `Payload-Oxum: ${payload.reduce((sum, [, { length }]) => sum + length, 0)}.${payload.length}`
  return [
    ...faults,
    ...unnamed.map((path) => `${path} is in no manifest`),
    ...(files.get('bag-info.txt')?.includes(oxum) ? [] : [`expected ${oxum}`]),
    ...(files.get('bagit.txt')?.toString().startsWith('BagIt-Version: 1.0\n') ? [] : ['no bagit.txt']),
  ]
}

function linesOf(manifest: Buffer | undefined): [sha256: string, path: string][] {
  const lines = manifest?.toString().split('\n').filter(Boolean) ?? []
  return lines.map((line) => [line.slice(0, 64), line.slice(66)])
}

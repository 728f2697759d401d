import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { takeouts } from '@/db/schema/takeouts'
import { takeoutPrefix } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { photosOfSequence } from '@/lib/exports/list-photos'
import type { StoredPanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import type { PhotoFeature } from '@/lib/photos/types'
import { subjectReader } from '@/lib/takeouts/contents/list-subjects'
import { payloadPath, repairedPath } from '@/lib/takeouts/contents/payload-path'
import { repairHead } from '@/lib/takeouts/repair/repair-head'
import type { TakeoutFile } from '@/lib/takeouts/types'

const HEAD_BYTES = 4 * 1024 * 1024 // metadata come before the picture

/** An original that lies in a file, to be copied with what is known of its photo. */
export type CopiedPhoto = {
  photo: PhotoFeature
  subjects: string[]
  key: string
  panoramaCrop: StoredPanoramaCrop | null
  path: string // of a file with its bytes
}

/** What is written into copies of the photos with these numbers; none when the takeout has no copies. */
export async function describeCopied(
  sources: PhotoSources,
  { takeoutId, sequenceId, numbers }: { takeoutId: number; sequenceId: number; numbers: number[] },
): Promise<Map<number, Pick<CopiedPhoto, 'photo' | 'subjects'>>> {
  const described = new Map<number, Pick<CopiedPhoto, 'photo' | 'subjects'>>()
  const viewer = await findOwner(sources.db, { takeoutId, sequenceId })
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)]
  if (viewer === null) return described
  const subjects = subjectReader(sources.db, sequenceId)
  const chosen = new Set(numbers)
  for await (const photo of photosOfSequence(sources, { sequenceId, viewer, after: first - 1 })) {
    const { n } = photo.properties
    if (n > last) break
    if (chosen.has(n)) described.set(n, { photo, subjects: await subjects(n) })
  }
  return described
}

/** Null: the takeout has no copies. */
async function findOwner(
  db: Db,
  { takeoutId, sequenceId }: { takeoutId: number; sequenceId: number },
): Promise<number | null> {
  const [row] = await db
    .select({ ownerId: sequences.ownerId, isRepaired: takeouts.isRepaired })
    .from(takeouts)
    .innerJoin(sequences, eq(sequences.id, sequenceId))
    .where(eq(takeouts.id, takeoutId))
  return row?.isRepaired ? row.ownerId : null
}

/**
 * Stores the beginning of a copy, which is all that differs from the original, and describes the file that both make; none when the
 * original is damaged.
 */
export async function copyRepaired(
  { backup }: { backup: Backup },
  takeoutId: number,
  { key, path, photo, subjects, panoramaCrop: crop }: CopiedPhoto,
): Promise<TakeoutFile[]> {
  const repaired = repairHead(await readStart(path), { photo, subjects, crop })
  if (!repaired) return []
  const { head, tailOffset } = repaired
  const file = { bytes: head.length, crc32: crc32(head), hash: createHash('sha256').update(head) }
  for await (const chunk of createReadStream(path, { start: tailOffset }) as AsyncIterable<Buffer>) {
    file.bytes += chunk.length
    file.crc32 = crc32(chunk, file.crc32)
    file.hash.update(chunk)
  }
  const backupKey = `${takeoutPrefix(takeoutId)}${randomUUID()}`
  await backup.put(backupKey, Readable.from([head]), {
    contentType: 'application/octet-stream',
    metadata: () => ({}),
  })
  const { bytes, hash } = file
  const tail = { headBytes: head.length, tailKey: key, tailOffset }
  return [
    {
      path: repairedPath(payloadPath(key)),
      bytes,
      crc32: file.crc32,
      sha256: hash.digest('hex'),
      backupKey,
      backupOffset: 0,
      ...tail,
    },
  ]
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import type { Db } from '@/db/client'
import { createFolderBackup } from '@/lib/backup/folder'
import { originalKey } from '@/lib/backup/keys'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

/** A walk of photos that weigh what photos of paths weigh. Resolves with the numbers of its photos and of the sequence. */
export async function addWalk(
  db: Db,
  dataDir: string,
  { photos, isPano = false }: { photos: number; isPano?: boolean },
): Promise<{ sequenceId: number; photoIds: number[] }> {
  const backup = createFolderBackup(join(dataDir, 'backup'))
  const owner = await insertUser(db)
  const { id: sequenceId } = await insertSequence(db, { ownerId: owner.id, name: 'Walk on a bad line' })
  const picture = await photoLike(2048, isPano ? 1024 : 1536)
  const photoIds: number[] = []
  for (let n = 1; n <= photos; n++) {
    const backupKey = originalKey(owner.username, sequenceId, n)
    await backup.put(backupKey, Readable.from([picture]), {
      contentType: 'image/jpeg',
      metadata: () => ({ sha256: '00' }),
    })
    const { id } = await insertPhoto(db, {
      ...{ sequenceId, ownerId: owner.id, n, isPano, lng: -3 + n * 0.00004, lat: 54.5, backupKey },
      ...{
        backupBytes: picture.length,
        backupSha256: 'ab'.repeat(32),
        backedUpAt: new Date(),
        backupForm: 'processed',
      },
    })
    photoIds.push(id)
  }
  return { sequenceId, photoIds }
}

/** Coarse and fine noise: about as many bytes as a photo of leaves, stones and sky. */
async function photoLike(width: number, height: number): Promise<Buffer> {
  const noise = (size: number, sigma: number) =>
    sharp({
      create: {
        width: Math.round(width / size),
        height: Math.round(height / size),
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', mean: 128, sigma },
      },
    })
      .resize(width, height, { kernel: 'cubic' })
      .png()
      .toBuffer()
  const fine = await noise(4, 28)
  return sharp(await noise(64, 60))
    .composite([{ input: fine, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .toBuffer()
}

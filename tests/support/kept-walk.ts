import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { createFolderBackup } from '@/lib/backup/folder'
import { originalKey, publicPictureKey } from '@/lib/backup/keys'
import { insertPhoto, insertSequence, insertUser } from './factories'
import { withDatabase } from './session'
import type { Stack } from './stack'

/** A sequence from before, in the product's own folder backup: the originals are not blurred, and pictures for everybody are kept. */
export async function insertKeptWalk(
  stack: Pick<Stack, 'dataDir' | 'databaseUrl'>,
  { username, count = 3 }: { username: string; count?: number },
) {
  const backup = createFolderBackup(join(stack.dataDir, 'backup'))
  const keep = async (key: string, bytes: Buffer) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const metadata = () => ({ sha256 })
    await backup.put(key, Readable.from([bytes]), { contentType: 'image/jpeg', metadata })
    return sha256
  }
  return withDatabase(stack, async (db) => {
    const owner = await insertUser(db, { username })
    const sequence = await insertSequence(db, { ownerId: owner.id, name: 'A walk from before' })
    const photos: { id: number; backupKey: string; bytes: Buffer }[] = []
    for (let n = 1; n <= count; n += 1) {
      const create = { width: 2048, height: 1024, channels: 3 as const, background: { r: 100 + n, g: 160, b: 140 } }
      const bytes = await sharp({ create }).jpeg().toBuffer()
      const backupKey = originalKey(username, sequence.id, n)
      const publicKey = publicPictureKey(username, sequence.id, n)
      const sha256 = await keep(backupKey, bytes)
      await keep(publicKey, bytes)
      const { id } = await insertPhoto(db, {
        ...{ sequenceId: sequence.id, n, lng: -3.1 + n / 10_000 },
        ...{
          backupKey,
          backupSha256: sha256,
          backupBytes: bytes.length,
          backupForm: 'uploaded',
          backedUpAt: new Date(),
        },
        ...{ publicKey, publicSha256: sha256, publicBytes: bytes.length },
      })
      photos.push({ id, backupKey, bytes })
    }
    return { owner, sequenceId: sequence.id, photos, photoId: photos[0]?.id ?? 0 }
  })
}

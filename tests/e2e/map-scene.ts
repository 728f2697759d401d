import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { connect, type Db } from '@/db/client'
import { describeLine } from '@/lib/imports/describe-line'
import { insertDetection, insertPhoto, insertSequence, insertUser } from '../support/factories'

export const STACK_SIZE = 30

export type Scene = { username: string; ridge: [lng: number, lat: number]; spot: [lng: number, lat: number] }

/**
 * Photos of a photographer of their own: twelve along a ridge, of which four show a bench and eight are 360°, and thirty on one spot.
 * One picture in the backup serves for all of them.
 */
export async function insertScene(): Promise<Scene> {
  await writePicture()
  const db = connect(process.env.E2E_DATABASE_URL ?? '', { max: 2 })
  try {
    return await insertPhotos(db)
  } finally {
    await db.$client.end()
  }
}

const PICTURE = {
  backupKey: 'nobody/1/PHOTO_1.jpg',
  backupBytes: 1_000,
  backupSha256: '0'.repeat(64),
  backedUpAt: new Date(),
}

async function writePicture(): Promise<void> {
  const folder = join(process.env.E2E_DATA_DIR ?? '', 'backup')
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#357' } })
  mkdirSync(join(folder, 'nobody/1'), { recursive: true })
  writeFileSync(join(folder, PICTURE.backupKey), await picture.jpeg().toBuffer())
}

async function insertPhotos(db: Db): Promise<Scene> {
  const user = await insertUser(db)
  const ridge: Scene['ridge'] = [11.3, 47.1]
  const spot: Scene['spot'] = [11.4, 47.2]
  const path = Array.from({ length: 12 }, (_, step): [number, number] => [ridge[0] + step * 0.001, ridge[1]])
  await db.transaction(async (tx) => {
    const walk = await insertSequence(tx, {
      ownerId: user.id,
      name: 'Along the ridge',
      transportType: 'Walk',
      tags: ['ridge'],
      ...describeLine(path),
    })
    for (const [index, [lng, lat]] of path.entries()) {
      const photo = await insertPhoto(tx, {
        sequenceId: walk.id,
        n: index + 1,
        lng,
        lat,
        isPano: index >= 4,
        ...PICTURE,
      })
      if (index < 4) await insertDetection(tx, { photoId: photo.id, value: 'object--bench' })
    }
    const rest = await insertSequence(tx, { ownerId: user.id, name: 'At the hut', ...describeLine([spot]) })
    for (let n = 1; n <= STACK_SIZE; n++) {
      await insertPhoto(tx, { sequenceId: rest.id, n, lng: spot[0], lat: spot[1], ...PICTURE })
    }
  })
  return { username: user.username, ridge, spot }
}

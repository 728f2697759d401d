import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import sharp from 'sharp'
import type { Db } from '@/db/client'
import { mapVersion } from '@/db/schema/map'
import { sequences } from '@/db/schema/sequences'
import { cellOf } from '@/lib/geo/cell'
import { describeLine } from '@/lib/sequences/measuring/describe-line'
import { insertDetection, insertPhoto, insertSequence, insertUser, newKey } from '../support/factories'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'

export const STACK_SIZE = 30

export type Scene = {
  userId: number
  username: string
  ridge: [lng: number, lat: number]
  ridgeId: number
  spot: [lng: number, lat: number]
}

/**
 * Photos of a photographer of their own: twelve along a ridge, of which four show a bench, one of these a hydrant too, and eight are 360°, and
 * thirty on one spot. One picture in the backup serves for all of them.
 */
export async function insertScene(): Promise<Scene> {
  await writePicture()
  return withDatabase(sharedStack(), insertPhotos)
}

/** So many photos of a photographer of their own, all on one spot; old ones, so that no list of the newest shows them. */
export async function insertStack(count: number): Promise<Pick<Scene, 'username' | 'spot'>> {
  await writePicture()
  return withDatabase(sharedStack(), async (db) => {
    const spot: Scene['spot'] = [11.6, 47.4]
    const capturedAt = new Date('2010-05-03T10:00:00Z')
    const { id: ownerId, username } = await insertUser(db)
    const { id: sequenceId } = await insertSequence(db, { ownerId, capturedAt, ...describeLine([spot]) })
    await db.execute(sql`
      insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, captured_at, lng, lat, cell, backup_key, backup_bytes, backup_sha256, backed_up_at, backup_form)
      select ${ownerId}::bigint, ${sequenceId}::bigint, n, ${newKey()} || n, now(), ${capturedAt.toISOString()}::timestamptz,
        ${spot[0]}::float8, ${spot[1]}::float8, ${cellOf(spot)}::bigint, ${PICTURE.backupKey}, ${PICTURE.backupBytes}::int, ${PICTURE.backupSha256}, now(), ${PICTURE.backupForm}
      from generate_series(1, ${count}::int) n`)
    return { username, spot }
  })
}

/** Publishes a sequence, or takes it back, on a map whose version may be raised at once: both in one step, or other stories would raise it between them. */
export function publish(sequenceId: number, publishedAt: Date | null): Promise<unknown> {
  return withDatabase(sharedStack(), (db) =>
    db.transaction(async (tx) => {
      await tx.update(mapVersion).set({ raisedAt: new Date(0) })
      await tx.update(sequences).set({ publishedAt }).where(eq(sequences.id, sequenceId))
    }),
  )
}

const PICTURE = {
  backupKey: 'nobody/1/PHOTO_1.jpg',
  backupBytes: 1_000,
  backupSha256: '0'.repeat(64),
  backedUpAt: new Date(),
  backupForm: 'processed' as const,
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
  const ridgeId = await db.transaction(async (tx) => {
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
        altitude: 2_000 + index,
        cameraMake: 'GoPro',
        cameraModel: index < 4 ? 'HERO9' : 'Max',
        ...PICTURE,
      })
      if (index < 4) await insertDetection(tx, { photoId: photo.id, value: 'object--bench' })
      if (index === 0) await insertDetection(tx, { photoId: photo.id, value: 'object--fire-hydrant' })
    }
    const rest = await insertSequence(tx, { ownerId: user.id, name: 'At the hut', ...describeLine([spot]) })
    for (let n = 1; n <= STACK_SIZE; n++) {
      await insertPhoto(tx, { sequenceId: rest.id, n, lng: spot[0], lat: spot[1], ...PICTURE })
    }
    return walk.id
  })
  return { userId: user.id, username: user.username, ridge, ridgeId, spot }
}

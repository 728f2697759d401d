import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import type { Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import type { photos } from '@/db/schema/photos'
import { createFolderBackup } from '@/lib/backup/folder'
import { originalKey } from '@/lib/backup/keys'
import { insertDetection, insertPhoto, insertSequence, insertUser, newKey } from './factories'
import { photoSphereXmp } from './photo-sphere'

const PLACE = { lng: -3.2, lat: 54 } // away from what the demo imports
const APART = 0.002 // degrees: about 220 metres between two scenes of one database
const STEP = 0.00004 // about 2.6 metres to the east

type PhotoValues = Partial<typeof photos.$inferInsert>

/** A flat walk and a few panoramas beside it, with their pictures in the backup alone, and with every oddity that the viewer has words for. */
export async function setViewerScene(db: Db, dataDir: string) {
  const backup = createFolderBackup(join(dataDir, 'backup'))
  const owner = await insertUser(db)
  const place = { lng: PLACE.lng, lat: PLACE.lat + (owner.id % 500) * APART }
  const walk = await insertSequence(db, { ownerId: owner.id, name: 'Scene walk' })
  const around = await insertSequence(db, { ownerId: owner.id, name: 'Scene around' })
  const lost = await insertSequence(db, { ownerId: owner.id, name: 'Scene without a picture' })

  async function add(sequenceId: number, n: number, picture: Buffer | null, values: PhotoValues = {}) {
    const key = originalKey(owner.username, sequenceId, n)
    if (picture) {
      const metadata = () => ({ sha256: '00' })
      await backup.put(key, Readable.from([picture]), { contentType: 'image/jpeg', metadata })
    }
    return insertPhoto(db, {
      sequenceId,
      ownerId: owner.id,
      n,
      lng: place.lng + n * STEP,
      lat: place.lat,
      altitude: 100 + 5 * Math.sin(n),
      altitudeSource: 'reference',
      ...(picture && {
        backupKey: key,
        backupBytes: picture.length,
        backupSha256: 'ab'.repeat(32),
        backedUpAt: new Date(),
        backupForm: 'processed' as const,
      }),
      ...values,
    })
  }

  const flat = await drawing(1600, 1200)
  const [first, second, crowded, placeless, , sixth] = [
    await add(walk.id, 1, flat, { computedLng: place.lng + STEP, computedLat: place.lat + 0.0001 }),
    await add(walk.id, 2, flat),
    await add(walk.id, 3, flat),
    await add(walk.id, 4, flat, { lng: null, lat: null }),
    await add(walk.id, 5, flat),
    await add(walk.id, 6, flat),
  ]
  for (let n = 7; n <= 12; n++) await add(walk.id, n, flat)
  const hidden = await add(walk.id, 13, flat, { isPrivate: true })

  const pictureless = await add(lost.id, 1, null)

  const cropped = { fullWidth: 2400, croppedWidth: 1200, croppedHeight: 400, left: 600, top: 400 }
  const [whole, turned, part, unplaced] = [
    await add(around.id, 1, await finePanorama(), { isPano: true, compassAngle: 90 }),
    await add(around.id, 2, await drawing(2048, 1024), { isPano: true, compassAngle: 200 }),
    await add(around.id, 3, await drawing(1200, 400, photoSphereXmp(cropped)), { isPano: true }),
    await add(around.id, 4, await drawing(1200, 400), { isPano: true }),
  ]

  await insertDetection(db, {
    photoId: first.id,
    value: 'object--bench',
    score: 0.9,
    shape: square(0.3, 0.4, 0.2),
    area: 0.04,
  })
  await insertDetection(db, {
    photoId: first.id,
    value: 'object--bench',
    score: 0.5,
    shape: square(0.6, 0.4, 0.1),
    area: 0.01,
  })
  await insertDetection(db, {
    photoId: first.id,
    layer: 'trafficsigns',
    value: 'regulatory--stop--g1',
    score: 0.8,
    shape: square(0.1, 0.1, 0.05),
    area: 0.0025,
  })
  await insertDetection(db, { photoId: first.id, value: 'object--manhole', score: null, shape: null, area: null })
  await insertDetection(db, {
    photoId: first.id,
    value: 'object--banner',
    score: 0.7,
    shape: square(1.4, 1.4, 0.1),
    area: 0.01,
  })
  await insertDetection(db, {
    photoId: first.id,
    value: 'object--mailbox',
    score: 0.7,
    shape: bow(0.7, 0.7, 0.2),
    area: 0.02,
  })
  await insertDetection(db, {
    photoId: whole.id,
    value: 'object--bench',
    score: 0.9,
    shape: square(0.95, 0.45, 0.1),
    area: 0.01,
  })
  await insertCrowd(db, crowded.id, 10_000)

  return {
    owner,
    walk,
    around,
    first,
    second,
    crowded,
    placeless,
    pictureless,
    sixth,
    hidden,
    whole,
    turned,
    part,
    unplaced,
  }
}

async function insertCrowd(db: Db, photoId: number, count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({
    photoId,
    layer: 'instances' as const,
    mapillaryKey: newKey(),
    value: index % 2 ? 'object--bench' : 'object--street-light',
    score: (index % 100) / 100,
    area: 0.0001,
    shape: square((index % 100) / 100, Math.floor(index / 100) / 100, 0.008),
    raw: {},
  }))
  for (let at = 0; at < count; at += 1_000) await db.insert(detections).values(rows.slice(at, at + 1_000))
}

function square(left: number, top: number, size: number) {
  return shape([left, top], [left + size, top], [left + size, top + size], [left, top + size], [left, top])
}

/** Crosses itself. */
function bow(left: number, top: number, size: number) {
  return shape([left, top], [left + size, top + size], [left + size, top], [left, top + size], [left, top])
}

function shape(...ring: [number, number][]) {
  return { type: 'Polygon' as const, coordinates: [ring] }
}

/** A picture with a sky and a ground. */
function drawing(width: number, height: number, xmp?: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="50%" fill="#9bc4e2"/><rect y="50%" width="100%" height="50%" fill="#6f8f5f"/><circle cx="40%" cy="50%" r="${height / 8}" fill="#c4470b"/></svg>`
  const picture = sharp(Buffer.from(svg)).jpeg()
  return (xmp ? picture.withXmp(xmp) : picture).toBuffer()
}

/** Its ground has stripes so fine that they are only to be seen by tiles: 5,000 pixels wide. */
function finePanorama(): Promise<Buffer> {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="5000" height="2500"><defs><pattern id="fine" width="2" height="1" patternUnits="userSpaceOnUse"><rect width="2" height="1" fill="#fff"/><rect width="1" height="1" fill="#000"/></pattern></defs><rect width="100%" height="50%" fill="#9bc4e2"/><rect y="50%" width="100%" height="50%" fill="url(#fine)"/></svg>'
  return sharp(Buffer.from(svg)).jpeg().toBuffer()
}

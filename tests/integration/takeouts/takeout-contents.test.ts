import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { Readable } from 'node:stream'
import exifr from 'exifr'
import sharp from 'sharp'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import type { photos } from '@/db/schema/photos'
import { createFolderBackup } from '@/lib/backup/folder'
import { originalKey } from '@/lib/backup/keys'
import type { ViewerPhotos, ViewerRegions, ViewerTakeout } from '@/lib/model/takeout-viewer'
import { getTakeout } from '@/lib/takeouts/list-takeouts'
import { requestTakeout, type TakeoutInput } from '@/lib/takeouts/request-takeout'
import {
  boxShape,
  insertDetection,
  insertPhoto,
  insertSequence,
  insertTag,
  insertUser,
} from '@/tests/support/factories'
import { test } from '@/tests/support/store'
import { downloadArchive, faultsOfBag, makeWhole, ORIGIN, takeoutTools } from '@/tests/support/takeout'

const NAME = '</script><b>"Über" den\u2028Pass'
const ADDRESSES = { origin: ORIGIN, sign: () => '' }

/** A user with a sequence of a flat photo, a panorama and a file that is no picture, and what makes and opens a takeout of it. */
async function scene(db: Db, folder: string) {
  const backup = createFolderBackup(folder)
  const tools = takeoutTools(db, backup, folder)
  const user = await insertUser(db, { username: 'ada' })
  const { id: sequenceId } = await insertSequence(db, { ownerId: user.id, name: NAME })
  const add = async (n: number, bytes: Buffer, values: Partial<typeof photos.$inferInsert> = {}) => {
    const backupKey = originalKey('ada', sequenceId, n)
    await backup.put(backupKey, Readable.from([bytes]), { contentType: 'image/jpeg', metadata: () => ({}) })
    const backupSha256 = createHash('sha256').update(bytes).digest('hex')
    const stored = { backupKey, backupSha256, backupBytes: bytes.length, backedUpAt: new Date() }
    return insertPhoto(db, { sequenceId, ownerId: user.id, n, ...stored, ...values })
  }
  const flat = await picture(640, 480)
  const round = await picture(2400, 1200)
  const [first] = [await add(1, flat, { altitude: 12.5, altitudeSource: 'camera', cameraMake: 'Kodak' })]
  await add(2, round, { isPano: true, compassAngle: 271.25 })
  await add(3, Buffer.from('no picture'), { isPano: true, lng: 80, lat: -20, doubts: ['position'] })
  await insertDetection(db, { photoId: first.id, value: 'object--bench', shape: boxShape(0.25) })
  await insertTag(db, { photoId: first.id, shape: boxShape(0.5) })
  const take = async (input: TakeoutInput) => {
    const { takeoutId, attempt } = await requestTakeout(tools, { userId: user.id, input })
    await makeWhole(tools, { takeoutId, attempt })
    const { files } = await downloadArchive(tools, { takeoutId, userId: user.id })
    expect(faultsOfBag(files)).toEqual([])
    return { files, takeout: await getTakeout(db, ADDRESSES, { takeoutId, userId: user.id }) }
  }
  return { take, sequenceId, flat, round, folder: `data/ada/${sequenceId}` }
}

function picture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#7aa06a' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Agfa', Orientation: '1' } })
    .toBuffer()
}

/** The value that a file of the offline viewer hands over. */
function handedOver<T>(files: Map<string, Buffer>, path: string): T {
  const text = files.get(path)?.toString() ?? ''
  const call = new Function('mtpTakeout', text) // as a browser runs it
  let handed: [path: string, value: T] | undefined
  call((...given: [string, T]) => {
    handed = given
  })
  if (handed?.[0] !== path) throw new Error(`${path} hands over nothing`)
  return handed[1]
}

describe('the offline viewer in a takeout', () => {
  test('has the sequences, the photos, the outlines, and previews of panoramas', async ({ db, folder }) => {
    const { take, sequenceId: id, folder: inBag } = await scene(db, folder)
    const { files } = await take({ all: true })
    const takeout = handedOver<ViewerTakeout>(files, 'viewer/sequences.js')
    expect(takeout).toMatchObject({ username: 'ada', origin: ORIGIN })
    expect(takeout.sequences).toMatchObject([
      { id, name: NAME, count: 3, panoCount: 2, tags: ['Bench'], firstDay: '2024-05-03', meters: 0 }, // one position is doubted
    ])
    const { photos: listed, tags } = handedOver<ViewerPhotos>(files, `viewer/${id}/photos.js`)
    expect(listed).toMatchObject([
      { n: 1, file: `${inBag}/PHOTO_1.jpg`, altitude: '12.5 m above the sea', camera: 'Kodak', tags: [0] },
      { n: 2, pano: true, heading: 271.3 },
      { n: 3, pano: true },
    ])
    expect(tags).toEqual(takeout.sequences[0]?.tags)
    const regions = handedOver<ViewerRegions>(files, `viewer/${id}/regions-0.js`)
    expect(regions[1]).toMatchObject([{ name: 'Bench', rings: [expect.any(Array)] }, { rings: [expect.any(Array)] }])

    const preview = handedOver<string>(files, `viewer/${id}/preview-2.js`)
    const { width, format } = await sharp(Buffer.from(preview.split(',')[1] ?? '', 'base64')).metadata()
    expect([width, format]).toEqual([2048, 'jpeg'])
    expect(files.has(`viewer/${id}/preview-3.js`)).toBe(false) // it is no picture
  })
})

describe('repaired copies', () => {
  test('say what we know and have the very picture, and the originals stay as they are', async ({ db, folder }) => {
    const { take, flat, round, folder: inBag } = await scene(db, folder)
    const { files } = await take({ all: true, repaired: true })
    expect(files.get(`${inBag}/PHOTO_1.jpg`)?.equals(flat)).toBe(true)
    expect(files.get(`${inBag}/PHOTO_2.jpg`)?.equals(round)).toBe(true)
    const [first, second] = [1, 2].map((n) => files.get(`${inBag}/repaired/PHOTO_${n}.jpg`) ?? Buffer.alloc(0))
    const options = { xmp: true, gps: true, tiff: true, exif: true }
    expect(await exifr.parse(first ?? '', options)).toMatchObject({
      Make: 'Agfa', // the camera's own word stays
      latitude: expect.closeTo(54.45, 6),
      longitude: expect.closeTo(-3.1, 6),
      GPSAltitude: 12.5,
      GPSImgDirection: 90,
      OffsetTimeOriginal: '+00:00',
      GPSDateStamp: '2024:05:03',
    })
    expect(await exifr.parse(second ?? '', options)).toMatchObject({
      GPSImgDirection: 271.25,
      ProjectionType: 'equirectangular',
      FullPanoWidthPixels: 2400,
      CroppedAreaTopPixels: 0,
    })
    const isSamePicture = async (one: Buffer | undefined, other: Buffer) =>
      (await sharp(one).raw().toBuffer()).equals(await sharp(other).raw().toBuffer())
    expect(await isSamePicture(first, flat)).toBe(true)
    expect(await isSamePicture(second, round)).toBe(true)
  })

  test('are left out of damaged files, and the README says so', async ({ db, folder }) => {
    const { take, folder: inBag } = await scene(db, folder)
    const { files } = await take({ all: true, repaired: true })
    expect(files.has(`${inBag}/repaired/PHOTO_3.jpg`)).toBe(false)
    expect(files.get('README.txt')?.toString()).toContain(`because the file is damaged.`)
    expect(files.get('README.txt')?.toString()).toContain(`\n  ${inBag}/PHOTO_3.jpg\n`)
  })
})

test('a takeout of a search has the photos that it finds, and no others', async ({ db, folder }) => {
  const { take, folder: inBag } = await scene(db, folder)
  const { files, takeout } = await take({ search: { pano: 'false', user: 'somebody else' } })
  expect([...files.keys()].filter((path) => path.endsWith('.jpg'))).toEqual([`${inBag}/PHOTO_1.jpg`])
  expect(JSON.parse(files.get(`${inBag}/photos.geojson`)?.toString() ?? '').features).toHaveLength(1)
  expect(files.get('README.txt')?.toString()).not.toContain('not in here')
  expect(takeout).toMatchObject({ done: 1, total: 1 })
})

test('a search that cannot be is refused, as one that finds nothing', async ({ db, folder }) => {
  const { take } = await scene(db, folder)
  await expect(take({ search: { pano: 'perhaps' } })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(take({ search: { from: '2030-01-01' } })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('the STAC files lead to each other and to the originals', async ({ db, folder }) => {
  const { take } = await scene(db, folder)
  const { files } = await take({ all: true })
  const seen = new Set<string>()
  const follow = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const { links, assets = {} } = JSON.parse(files.get(path)?.toString() ?? '')
    for (const { rel, href } of links)
      if (!['alternate', 'via'].includes(rel)) follow(posix.join(posix.dirname(path), href))
    const { original } = assets
    if (original) expect([...files.keys()]).toContain(posix.join(posix.dirname(path), original.href))
  }
  follow('catalog.json')
  expect([...seen].filter((path) => path.includes('PHOTO_'))).toHaveLength(3)
})

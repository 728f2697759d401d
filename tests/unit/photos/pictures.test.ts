import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { test as base, expect } from 'vitest'
import { AppError } from '@/lib/errors'
import { createBreaker } from '@/lib/mapillary/breaker'
import type { Download } from '@/lib/mapillary/types'
import { PICTURE_TYPES } from '@/lib/model/pictures/picture-types'
import { drawHere } from '@/lib/photos/drawing/draw-here'
import { Undrawable } from '@/lib/photos/drawing/undrawable'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import { createPictureCache } from '@/lib/photos/pictures/picture-cache'
import { createPictures } from '@/lib/photos/pictures/pictures'
import { withThumbnail } from '@/tests/support/camera-files'
import { codedJpeg } from '@/tests/support/coded-jpeg'
import { boxShape } from '@/tests/support/factories'

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'pictures-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

const photo: PhotoFile = {
  id: 7,
  key: 'k',
  n: 1,
  isOwner: false,
  isPublic: true,
  isPano: false,
  isOnMapillary: true,
  backupKey: 'alice/1/PHOTO_1.jpg',
  backupSha256: null,
  backupForm: 'processed',
  publicKey: null,
  pictureFlaws: [],
  panoramaPixels: null,
  blurs: [],
}

const kept = (folder: string) => ({
  breaker: createBreaker(),
  cache: createPictureCache({ folder, maxBytes: 1e9 }),
  drawer: drawHere,
  scratchFolder: join(folder, 'drawing'),
  noteDrawn: async () => undefined,
  patienceMs: 60_000,
})

const jpeg = (width: number, colour: string, height = width / 2) =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()

/** A world with a thumbnail (null: Mapillary fails so) and an original, that counts what is asked of it. */
async function world(thumbnail: Buffer | AppError, original: Buffer | null = null) {
  const asked = { mapillary: 0, backup: 0 }
  return {
    asked,
    mapillary: {
      async downloadThumbnail(): Promise<Download> {
        asked.mapillary++
        if (thumbnail instanceof AppError) throw thumbnail
        return {
          body: new Blob([new Uint8Array(thumbnail)]).stream(),
          sizeBytes: thumbnail.length,
          contentType: 'image/jpeg',
        }
      },
    },
    backup: {
      async get(key: string) {
        asked.backup++
        return (
          original && { body: Readable.from([original]), object: { key, sizeBytes: original.length, metadata: {} } }
        )
      },
    },
  }
}

const gone = new AppError('UPSTREAM_FAILED', 'Mapillary is down')

test('the picture comes from Mapillary, and the second time from the cache', async ({ folder }) => {
  const thumbnail = await jpeg(320, 'red')
  const { asked, ...parts } = await world(thumbnail)
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })

  expect(await pictures.find(photo, 320)).toEqual(thumbnail)
  expect(await pictures.find(photo, 320)).toEqual(thumbnail)
  expect(asked).toEqual({ mapillary: 1, backup: 0 })
})

test('when Mapillary fails the original is resized, and Mapillary is left alone for a while', async ({ folder }) => {
  const { asked, ...parts } = await world(gone, await jpeg(3000, 'blue'))
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })

  const picture = await pictures.find(photo, 640)
  await pictures.find(photo, 1024)

  expect(await sharp(picture ?? undefined).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 320 })
  expect(asked).toEqual({ mapillary: 1, backup: 2 })
})

test('a page of words instead of a picture counts as a failure', async ({ folder }) => {
  const { asked: _, ...parts } = await world(Buffer.from('<html>Sorry</html>'), await jpeg(3000, 'blue'))
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })

  expect(await sharp((await pictures.find(photo, 320)) ?? undefined).metadata()).toMatchObject({ width: 320 })
})

test('a private photo is never asked of Mapillary', async ({ folder }) => {
  const { asked, ...parts } = await world(await jpeg(320, 'red'), await jpeg(1000, 'blue'))
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })

  await pictures.find({ ...photo, isOnMapillary: false }, 320)

  expect(asked).toEqual({ mapillary: 0, backup: 1 })
})

test('each source can be used alone, and nothing anywhere is null', async ({ folder }) => {
  const tools = kept(folder)
  const down = await world(gone, await jpeg(1000, 'blue'))
  const empty = await world(await jpeg(320, 'red'), null)

  expect(await createPictures({ ...down, source: 'mapillary', ...tools }).find(photo, 320)).toBeNull()
  expect(await createPictures({ ...empty, source: 'backup', ...tools }).find(photo, 320)).toBeNull()
  expect(await readdir(folder)).toEqual([])
})

test('the same picture asked for ten times at once is made once', async ({ folder }) => {
  const { asked, ...parts } = await world(gone, await jpeg(2000, 'blue'))
  const pictures = createPictures({ ...parts, source: 'backup', ...kept(folder) })

  await Promise.all(Array.from({ length: 10 }, () => pictures.find(photo, 1024)))

  expect(asked.backup).toBe(1)
})

test('a panorama of 30,000 pixels is drawn as wide as graphics cards take it', async ({ folder }) => {
  const { asked: _, ...parts } = await world(gone, await jpeg(30_000, 'blue', 1_500))
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })

  expect(await sharp((await pictures.find(photo, 'full')) ?? undefined).metadata()).toMatchObject({ width: 8192 })
})

test('without an original the sharpest is what Mapillary gives', async ({ folder }) => {
  const thumbnail = await jpeg(2048, 'red')
  const { asked: _, ...parts } = await world(thumbnail, await jpeg(5000, 'blue'))
  const tools = kept(folder)

  expect(
    await createPictures({ ...parts, source: 'auto', ...tools }).find({ ...photo, backupKey: null }, 'full'),
  ).toEqual(thumbnail)
  expect(await createPictures({ ...parts, source: 'mapillary', ...tools }).find(photo, 'full')).toEqual(thumbnail)
})

test('an original that cannot be drawn is an upstream failure', async ({ folder }) => {
  const parts = await world(gone, Buffer.from('not a picture'))
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })

  await expect(pictures.find(photo, 320)).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
})

test.each(['uploaded', null] as const)('an original of the form %s is drawn for its owner only', async (backupForm) => {
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'))
  const thumbnail = await jpeg(2048, 'red')
  const { asked: _, ...parts } = await world(thumbnail, await jpeg(3000, 'blue'))
  const down = await world(gone, await jpeg(3000, 'blue'))
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })
  const withoutMapillary = createPictures({ ...down, source: 'auto', ...kept(join(folder, 'down')) })
  const raw = { ...photo, backupForm }

  expect(await sharp((await pictures.find({ ...raw, isOwner: true }, 'full')) ?? undefined).metadata()).toMatchObject({
    width: 3000,
  })
  expect(await pictures.find(raw, 'full')).toEqual(thumbnail)
  expect(await withoutMapillary.find({ ...raw, isOwner: true }, 640)).not.toBeNull()
  expect(await withoutMapillary.find(raw, 640)).toBeNull()
  expect(await withoutMapillary.findPreview(raw)).toBeNull()
  expect(down.asked.backup).toBe(1) // for the owner
  await rm(folder, { recursive: true, force: true })
})

test('a preview is drawn once', async ({ folder }) => {
  const { asked, ...parts } = await world(gone, await jpeg(3000, 'blue'))
  const pictures = createPictures({ ...parts, source: 'backup', ...kept(folder) })

  const previews = await Promise.all([pictures.findPreview(photo), pictures.findPreview(photo)])
  expect(await pictures.findPreview(photo)).toEqual(previews[0])
  expect(asked.backup).toBe(1)
  expect(await readdir(join(folder, '7'))).toEqual(['7-public-2048.jpg', '7-public-preview.jpg'])
})

test('when the original cannot be drawn, the best picture of any other size is shown', async ({ folder }) => {
  const small = await jpeg(640, 'red')
  const sizes: number[] = []
  const mapillary = {
    async downloadThumbnail(_key: string, size: number): Promise<Download> {
      sizes.push(size)
      if (size > 640) throw new AppError('NOT_FOUND', 'No such size')
      return { body: new Blob([new Uint8Array(small)]).stream(), sizeBytes: small.length, contentType: 'image/jpeg' }
    },
  }
  const noted: [number, boolean][] = []
  const { asked, backup } = await world(gone, Buffer.from('not a picture'))
  const pictures = createPictures({
    mapillary,
    backup,
    source: 'auto',
    ...kept(folder),
    async noteDrawn(photoId, isDrawn) {
      noted.push([photoId, isDrawn])
      throw new Error('The database is away')
    },
  })

  expect(await pictures.find({ ...photo, isPano: true }, 'full')).toEqual(small)
  expect(await pictures.find(photo, 2048)).toEqual(small)
  expect(await sharp((await pictures.findPreview({ ...photo, isPano: true })) ?? undefined).metadata()).toMatchObject({
    width: 1200,
    height: 630,
  })

  expect(noted).toEqual([[7, false]])
  expect(asked.backup).toBe(1) // what cannot be drawn is not tried for each size
  expect(sizes.filter((size) => size === 640)).toHaveLength(1)
})

test('what Mapillary has as another kind of picture is drawn as a JPEG', async ({ folder }) => {
  const webp = await sharp(await jpeg(1024, 'red'))
    .webp()
    .toBuffer()
  const { asked: _, ...parts } = await world(webp)
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })
  const picture = await pictures.find({ ...photo, backupKey: null }, 1024)
  expect(await sharp(picture ?? undefined).metadata()).toMatchObject({ format: 'jpeg', width: 1024 })
})

test('a preview is drawn from another source when the first one is broken', async ({ folder }) => {
  const broken = Buffer.concat([(await jpeg(2048, 'red')).subarray(0, 30), Buffer.alloc(100)])
  const { asked: _, ...parts } = await world(broken, await jpeg(3000, 'blue'))
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder) })
  const { channels } = await sharp((await pictures.findPreview(photo)) ?? undefined).stats()
  expect((channels[2]?.mean ?? 0) > 200 && (channels[0]?.mean ?? 255) < 50).toBe(true)
})

test('of an original that cannot be drawn the picture inside is better than none, until there is a better one', async ({
  folder,
}) => {
  const original = withThumbnail(codedJpeg({ precision: 12 }), await jpeg(160, 'green'))
  const { backup } = await world(gone, original)
  const thumbnail = await jpeg(1024, 'red')
  const mapillary = { downloadThumbnail: (await world(gone)).mapillary.downloadThumbnail }
  const tools = kept(folder)

  const down = createPictures({ mapillary, backup, source: 'auto', ...tools })
  for (const size of [320, 1024, 'full'] as const)
    expect(await sharp((await down.find(photo, size)) ?? undefined).metadata(), `${size}`).toMatchObject({ width: 160 })
  expect(await sharp((await down.findPreview(photo)) ?? undefined).metadata()).toMatchObject({ width: 1200 })
  expect(await down.find({ ...photo, backupForm: 'uploaded' }, 320)).toBeNull() // for its owner only

  const up = createPictures({ mapillary: (await world(thumbnail)).mapillary, backup, source: 'auto', ...tools })
  expect(await up.find(photo, 1024)).toEqual(thumbnail)
})

test('a failure of one photo says nothing about others', async ({ folder }) => {
  const thumbnail = await jpeg(320, 'red')
  const mapillary = {
    async downloadThumbnail(key: string): Promise<Download> {
      const body = key === 'bad' ? Buffer.from('<html>Sorry') : thumbnail
      return { body: new Blob([new Uint8Array(body)]).stream(), sizeBytes: body.length, contentType: 'image/jpeg' }
    },
  }
  const { backup } = await world(gone, await jpeg(3000, 'blue'))
  const pictures = createPictures({ mapillary, backup, source: 'auto', ...kept(folder) })

  expect(await pictures.find({ ...photo, id: 8, key: 'bad' }, 320)).not.toEqual(thumbnail)
  expect(await pictures.find(photo, 320)).toEqual(thumbnail)
})

test('a failure of the backup is no flaw of the picture', async ({ folder }) => {
  const { mapillary } = await world(gone)
  const noted: number[] = []
  const away = new AppError('BACKUP_FAILED', 'The bucket is away')
  const backup = { get: () => Promise.reject(away) }
  const pictures = createPictures({
    mapillary,
    backup,
    source: 'auto',
    ...kept(folder),
    noteDrawn: async (photoId) => void noted.push(photoId),
  })

  await expect(pictures.find(photo, 320)).rejects.toBe(away)
  expect(noted).toEqual([])
})

test('when the cache outgrows its bound, the files unused for longest go', async ({ folder }) => {
  const cache = createPictureCache({ folder, maxBytes: 100 })
  for (const [index, name] of ['1-320.jpg', '2-320.jpg', '3-320.jpg'].entries()) {
    await cache.keep(name, Buffer.alloc(30))
    const usedAt = new Date(2024, 0, index + 1)
    await utimes(join(folder, String(index + 1), name), usedAt, usedAt)
  }
  await cache.find('1-320.jpg') // used just now

  await cache.keep('4-320.jpg', Buffer.alloc(30))

  expect(await cache.find('2-320.jpg')).toBeNull()
  for (const name of ['1-320.jpg', '4-320.jpg']) expect(await cache.find(name), name).toHaveLength(30)
})

test('what is blurred is blurred for everybody but the owner, at all sizes and in the preview', async ({ folder }) => {
  const region = boxShape(0.4, 0.4)
  const blurred = { ...photo, blurs: [region] }
  const stripes = await stripedJpeg()
  const pictures = createPictures({ ...(await world(stripes, stripes)), source: 'auto', ...kept(folder) })
  const contrast = async (picture: Buffer | null, { left, top }: { left: number; top: number }) => {
    const { width = 0, height = 0 } = await sharp(picture ?? Buffer.alloc(0)).metadata()
    const box = {
      ...{ left: Math.round(left * width), top: Math.round(top * height) },
      ...{ width: Math.round(0.08 * width), height: Math.round(0.08 * height) },
    }
    const inside = await sharp(picture ?? Buffer.alloc(0))
      .extract(box)
      .png()
      .toBuffer()
    return (await sharp(inside).stats()).channels[0]?.stdev ?? 0
  }
  const [inside, outside] = [
    { left: 0.41, top: 0.41 },
    { left: 0.11, top: 0.11 },
  ]
  for (const size of [320, 640, 1024, 2048, 'full'] as const) {
    for (const type of PICTURE_TYPES) {
      const picture = (await pictures.findAs(blurred, size, type))?.bytes ?? null
      expect(await contrast(picture, inside), `${size} ${type}`).toBeLessThan(20)
      expect(await contrast(picture, outside), `${size} ${type}`).toBeGreaterThan(80)
      expect(pictures.tagsOf(photo, size, type)).not.toContain(pictures.tagsOf(blurred, size, type)[0])
    }
    expect(await contrast(await pictures.find({ ...blurred, isOwner: true }, size), inside)).toBeGreaterThan(80)
    expect(await contrast(await pictures.find(photo, size), inside)).toBeGreaterThan(80) // as before it was blurred
  }
  expect(await pictures.findPreview(blurred)).not.toEqual(await pictures.findPreview(photo))
})

/** Black and white stripes, which any sharp part of the picture shows. */
function stripedJpeg() {
  const [width, height] = [1024, 512]
  const pixels = Buffer.alloc(width * height, 0)
  for (let at = 0; at < pixels.length; at++) pixels[at] = Math.floor((at % width) / 8) % 2 === 0 ? 0 : 255
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 90 })
    .toBuffer()
}

test('who takes WebP gets a smaller picture, drawn once, whose tag is known beforehand', async ({ folder }) => {
  const { asked, ...parts } = await world(await stripedJpeg())
  let drawn = 0
  const drawWebp = (jpeg: Uint8Array) => {
    drawn++
    return drawHere.drawWebp(jpeg)
  }
  const drawer = { ...drawHere, drawWebp }
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder), drawer })

  const asJpeg = await pictures.findAs(photo, 1024, 'image/jpeg')
  const found = await Promise.all([1, 2].map(() => pictures.findAs(photo, 1024, 'image/webp')))
  const again = await pictures.findAs(photo, 1024, 'image/webp')

  expect(await sharp(again?.bytes).metadata()).toMatchObject({ format: 'webp', width: 1024 })
  expect(again?.bytes.length).toBeLessThan(asJpeg?.bytes.length ?? 0)
  for (const picture of found) expect(picture).toEqual(again)
  expect([asked.mapillary, drawn]).toEqual([1, 1])
  expect(pictures.tagsOf(photo, 1024, 'image/webp')).toEqual([again?.tag, asJpeg?.tag])
  expect(pictures.tagsOf(photo, 1024, 'image/jpeg')).toEqual([asJpeg?.tag])
  const others = [
    { ...photo, key: 'other' },
    { ...photo, blurs: [boxShape(0.4, 0.4)] },
  ]
  const raw = { ...photo, backupForm: 'uploaded' as const }
  for (const other of [...others, { ...raw, isOwner: true }])
    expect(pictures.tagsOf(other, 1024, 'image/webp')).not.toContain(again?.tag)
  expect(pictures.tagsOf(photo, 640, 'image/webp')).not.toContain(again?.tag)
})

test('what stands in for a better picture has a tag of its own, so that the better one is seen', async ({ folder }) => {
  const original = withThumbnail(codedJpeg({ precision: 12 }), await jpeg(160, 'green'))
  const { backup } = await world(gone, original)
  const tools = kept(folder)
  const down = createPictures({ mapillary: (await world(gone)).mapillary, backup, source: 'auto', ...tools })
  const known = down.tagsOf(photo, 1024, 'image/webp')
  for (const type of PICTURE_TYPES) {
    const standIn = await down.findAs(photo, 1024, type)
    expect(standIn?.type).toBe('image/jpeg')
    expect(known).not.toContain(standIn?.tag)
  }
  const up = createPictures({ ...(await world(await stripedJpeg())), source: 'auto', ...tools })
  expect(await up.findAs(photo, 1024, 'image/webp')).toMatchObject({ type: 'image/webp', tag: known[0] })
})

test('where a WebP cannot be drawn or is no smaller, the JPEG is sent and not tried again', async ({ folder }) => {
  const bytes = await jpeg(8, 'red')
  let tries = 0
  const failing = async () => {
    tries++
    throw new Undrawable('Input image exceeds pixel limit')
  }
  const larger = async () => Buffer.alloc(bytes.length + 1)
  for (const [name, drawWebp] of Object.entries({ failing, larger })) {
    const tools = { ...kept(join(folder, name)), drawer: { ...drawHere, drawWebp } }
    const pictures = createPictures({ ...(await world(bytes)), source: 'auto', ...tools })
    for (let time = 0; time < 2; time++)
      expect(await pictures.findAs(photo, 320, 'image/webp'), name).toMatchObject({ type: 'image/jpeg', bytes })
  }
  expect(tries).toBe(1)
})

test('while many pictures wait to be drawn, others are sent as JPEGs at once', async ({ folder }) => {
  const { asked: _, ...parts } = await world(await jpeg(320, 'red'))
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const drawer = { ...drawHere, drawWebp: () => held.then(() => Buffer.from('smaller')) }
  const pictures = createPictures({ ...parts, source: 'auto', ...kept(folder), drawer })
  const crowd = Array.from({ length: 50 }, (_, id) => pictures.findAs({ ...photo, id }, 320, 'image/webp'))

  const first = await Promise.race(crowd)
  release()

  expect(first?.type).toBe('image/jpeg')
  expect((await Promise.all(crowd)).filter((picture) => picture?.type === 'image/webp')).not.toHaveLength(0)
})

test('nobody waits long for a WebP: it is there the next time', async ({ folder }) => {
  const bytes = await jpeg(320, 'red')
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const drawer = { ...drawHere, drawWebp: () => held.then(() => Buffer.from('smaller')) }
  const tools = { ...kept(folder), drawer }
  const world320 = await world(bytes)
  const hasty = createPictures({ ...world320, source: 'auto', ...tools, patienceMs: 0 })
  expect(await hasty.findAs(photo, 320, 'image/webp')).toMatchObject({ type: 'image/jpeg', bytes })
  const patient = createPictures({ ...world320, source: 'auto', ...tools })
  release()
  expect(await patient.findAs(photo, 320, 'image/webp')).toMatchObject({ type: 'image/webp' })
})

test('a picture of too many pixels is drawn in no format', async () => {
  const bomb = codedJpeg()
  const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]))
  for (const at of [5, 7]) bomb.writeUInt16BE(60_000, frame + at) // height and width
  await expect(drawHere.drawWebp(bomb)).rejects.toThrow('exceeds pixel limit')
  await expect(drawHere.drawOriginal(bomb, 320)).rejects.toThrow('exceeds pixel limit')
})

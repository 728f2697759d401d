import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { test as base, expect } from 'vitest'
import { drawHere } from '@/lib/photos/drawing/draw-here'
import { Undrawable } from '@/lib/photos/drawing/undrawable'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import { createPictureCache, parsePictureName } from '@/lib/photos/pictures/picture-cache'
import { createPictureTiles } from '@/lib/photos/pictures/picture-tiles'
import { boxShape } from '@/tests/support/factories'

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tiles-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

const SIZE = { width: 3_000, height: 1_500 }

const photo: PhotoFile = {
  id: 7,
  key: 'k',
  n: 1,
  isOwner: false,
  isPublic: true,
  isPano: true,
  isOnMapillary: true,
  backupKey: 'alice/1/PHOTO_1.jpg',
  backupSha256: null,
  backupForm: 'processed',
  publicKey: null,
  pictureFlaws: [],
  panoramaPixels: SIZE,
  blurs: [],
}

/** Slanting stripes, so that a tile that lies elsewhere looks different. */
const original = await sharp(
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="1500"><defs><pattern id="p" width="90" height="90" patternUnits="userSpaceOnUse" patternTransform="rotate(31)"><rect width="90" height="90" fill="#9bc4e2"/><rect width="40" height="90" fill="#c4470b"/></pattern><linearGradient id="g"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient></defs><rect width="3000" height="1500" fill="url(#p)"/><rect width="3000" height="1500" fill="url(#g)" opacity="0.5"/></svg>`,
  ),
)
  .jpeg({ quality: 95 })
  .toBuffer()

function tilesIn(folder: string, changed: Partial<Parameters<typeof createPictureTiles>[0]> = {}) {
  const asked = { backup: 0 }
  const tiles = createPictureTiles({
    backup: {
      async get(key: string) {
        asked.backup++
        const object = { key, sizeBytes: original.length, metadata: {} }
        return { body: Readable.from([original]), object }
      },
    },
    source: 'auto',
    cache: createPictureCache({ folder: join(folder, 'cache'), maxBytes: 1e9 }),
    drawer: drawHere,
    scratchFolder: join(folder, 'drawing'),
    patienceMs: 60_000,
    ...changed,
  })
  return { tiles, asked }
}

const at = (column: number, row: number, level = 2) => ({ level, column, row })
const pixelsOf = (picture: Buffer) => sharp(picture).removeAlpha().raw().toBuffer()

/** By how much the pixels of two pictures differ, 0 to 255. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = [await pixelsOf(one), await pixelsOf(other)]
  expect(a.length).toBe(b.length)
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length
}

test('the tiles of a level, side by side, are the original', async ({ folder }) => {
  const { tiles, asked } = tilesIn(folder)
  const places = [0, 1].flatMap((row) => [0, 1, 2].map((column) => at(column, row)))
  const found = await Promise.all(places.map((place) => tiles.findAs(photo, place, 'image/jpeg')))
  const drawn = found.map((tile) => tile?.bytes ?? Buffer.alloc(0))
  const whole = await sharp({ create: { ...SIZE, channels: 3, background: '#000' } })
    .composite(drawn.map((input, n) => ({ input, left: (n % 3) * 1024, top: Math.floor(n / 3) * 1024 })))
    .png()
    .toBuffer()

  expect(await difference(whole, original)).toBeLessThan(4)
  for (const left of [1_016, 2_040]) {
    const border = { left, top: 0, width: 16, height: 1_500 }
    const [ours, theirs] = [whole, original].map((picture) => sharp(picture).extract(border).png().toBuffer())
    expect(await difference((await ours) ?? whole, (await theirs) ?? whole)).toBeLessThan(5)
  }
  expect(asked.backup).toBe(1)
  expect(await sharp(drawn[5]).metadata()).toMatchObject({
    format: 'jpeg',
    width: 3_000 - 2_048,
    height: 1_500 - 1_024,
  })
  expect(await readdir(join(folder, 'drawing'))).toEqual([])
})

test('a kept tile is found without the original, as a WebP for who takes it, and its tag is known before', async ({
  folder,
}) => {
  const { tiles, asked } = tilesIn(folder)
  const webp = await tiles.findAs(photo, at(1, 0), 'image/webp')
  expect(await sharp(webp?.bytes).metadata()).toMatchObject({ format: 'webp', width: 1_024, height: 1_024 })
  const jpeg = await tiles.findAs(photo, at(1, 0), 'image/jpeg')
  await tiles.findAs(photo, at(2, 1), 'image/jpeg')

  expect(asked.backup).toBe(1)
  expect(tiles.tagsOf(photo, at(1, 0), 'image/webp')).toEqual([webp?.tag, jpeg?.tag])
  const names = (await readdir(join(folder, 'cache'), { recursive: true })).filter((name) => name.includes('.'))
  expect(names).toHaveLength(7)
  for (const name of names) expect(parsePictureName(name.split('/').at(-1) ?? '')).toMatchObject({ photoId: 7 })
})

test('an original as it was uploaded is for its owner, and so is what others see blurred', async ({ folder }) => {
  const { tiles, asked } = tilesIn(folder)
  const uploaded = { ...photo, backupForm: 'uploaded' as const }
  expect(await tiles.findAs(uploaded, at(0, 0), 'image/jpeg')).toBeNull()
  expect(tiles.tagsOf(uploaded, at(0, 0), 'image/jpeg')).toEqual([])
  expect(await tiles.findAs({ ...uploaded, backupForm: null }, at(0, 0), 'image/jpeg')).toBeNull()
  expect(asked.backup).toBe(0)
  const forOwner = await tiles.findAs({ ...uploaded, isOwner: true }, at(0, 0), 'image/jpeg')
  expect(await tiles.findAs(uploaded, at(0, 0), 'image/jpeg')).toBeNull() // although it is kept now

  const withBlur = { ...photo, blurs: [boxShape(0.05, 0.1)] }
  const blurred = await tiles.findAs(withBlur, at(0, 0), 'image/jpeg')
  const unblurred = await tiles.findAs({ ...withBlur, isOwner: true }, at(0, 0), 'image/jpeg')
  expect(await difference(unblurred?.bytes ?? original, forOwner?.bytes ?? original)).toBe(0)
  const inside = { left: 160, top: 160, width: 280, height: 130 }
  const [one, other] = [blurred, unblurred].map((tile) => sharp(tile?.bytes).extract(inside).png().toBuffer())
  expect(await difference((await one) ?? original, (await other) ?? original)).toBeGreaterThan(20)
  expect(blurred?.tag).not.toBe(unblurred?.tag)
})

test.each([
  ['a level beyond the original', photo, at(0, 0, 3)],
  ['a level that whole pictures have', photo, at(0, 0, 1)],
  ['a column beyond the end', photo, at(3, 0)],
  ['a row beyond the end', photo, at(0, 2)],
  ['no panorama, or one of unknown size', { ...photo, panoramaPixels: null }, at(0, 0)],
  ['too many pixels', { ...photo, pictureFlaws: ['too-large' as const] }, at(0, 0)],
  ['no original', { ...photo, backupKey: null }, at(0, 0)],
])('there is no tile of %s', async (_, about, place) => {
  const { tiles, asked } = tilesIn('/nowhere')
  expect(await tiles.findAs(about, place, 'image/jpeg')).toBeNull()
  expect(tiles.tagsOf(about, place, 'image/webp')).toEqual([])
  expect(asked.backup).toBe(0)
})

test('where only pictures of Mapillary are shown there are none', async () => {
  const { tiles } = tilesIn('/nowhere', { source: 'mapillary' })
  expect(await tiles.findAs(photo, at(0, 0), 'image/jpeg')).toBeNull()
})

test('a level that cannot be drawn is not tried again for a while, other levels are', async ({ folder }) => {
  const wide = { ...photo, panoramaPixels: { width: 6_000, height: 3_000 } }
  const drawer = { ...drawHere, drawTiles: () => Promise.reject(new Undrawable('it takes too much memory')) }
  const { tiles, asked } = tilesIn(folder, { drawer })
  for (const column of [0, 1])
    await expect(tiles.findAs(wide, at(column, 0), 'image/jpeg')).rejects.toThrow('too much memory')
  expect(asked.backup).toBe(1)
  await expect(tiles.findAs(wide, at(0, 0, 3), 'image/jpeg')).rejects.toThrow('too much memory')
  expect(asked.backup).toBe(2)
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { test as base, describe, expect } from 'vitest'
import { checkOriginal } from '@/lib/backup/original-check'
import { drawInner, drawOriginal } from '@/lib/photos/drawing/draw'
import { withScratchFile } from '@/lib/photos/pictures/scratch-file'
import {
  cameraJpeg,
  heic,
  multiPicture,
  withCyclicExif,
  withFrameSize,
  withMixedByteOrder,
  withoutEnd,
  withoutLastScans,
  withSegment,
  withStrayBytes,
  withThumbnail,
  withWrongScanHeader,
} from '@/tests/support/camera-files'
import { codedJpeg, withBytesBeforeRestarts, withWrongRestarts } from '@/tests/support/coded-jpeg'

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'camera-files-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

const plain = await cameraJpeg()
const progressive = await cameraJpeg({ progressive: true })
const large = await cameraJpeg({ width: 128, height: 96 })
const png = await sharp(plain).png().toBuffer()
const webp = await sharp(plain).webp().toBuffer()

const gif = await sharp(plain).gif().toBuffer()
const tiff = await sharp(plain).tiff().toBuffer()
const avif = await sharp(plain).avif({ effort: 0 }).toBuffer()
const restarting = codedJpeg({ restartEvery: 8 })

type Announced = { sizeBytes: number | null; isDelimited?: boolean; contentType?: string }

async function keep(file: Buffer, announced: Announced) {
  const { body, result } = checkOriginal(Readable.from([file]), announced)
  const kept = await buffer(body)
  return { kept, ...result() }
}

const withBytesAfterStart = (jpeg: Buffer) =>
  Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0, 0]), jpeg.subarray(2)])

const draw = (folder: string, file: Buffer) =>
  withScratchFile({ folder, body: Readable.from([file]) }, (path) => drawOriginal(path, 320))

describe('what cameras write is kept as it came, and drawn', () => {
  test.for([
    { name: 'a scan header of zeros', file: withWrongScanHeader(plain), flaws: [] },
    { name: 'no end marker before the trailer', file: withoutEnd(plain), flaws: ['no-end'] },
    { name: 'no end marker before the trailer, progressive', file: withoutEnd(progressive), flaws: ['no-end'] },
    { name: 'no end marker and nothing after', file: withoutEnd(plain, Buffer.alloc(0)), flaws: ['no-end'] },
    { name: 'stray bytes before a marker', file: withStrayBytes(plain), flaws: [] },
    { name: 'a trailer', file: Buffer.concat([plain, Buffer.alloc(5_000, 3)]), flaws: [] },
    { name: 'a thumbnail larger than the picture', file: withThumbnail(plain, large), flaws: [] },
    { name: 'EXIF in the wrong byte order', file: withMixedByteOrder(plain), flaws: [] },
    { name: 'half a megabyte of metadata', file: withSegment(plain, 0xe1, Buffer.alloc(500_000, 1)), flaws: [] },
    { name: 'two pictures (MPO)', file: multiPicture(plain, large), flaws: [] },
    { name: 'scans that are missing', file: withoutLastScans(progressive), flaws: [] },
    { name: 'restart markers', file: restarting, flaws: [] },
    { name: 'bytes before restart markers', file: withBytesBeforeRestarts(restarting), flaws: [] },
    { name: 'restart markers of wrong numbers', file: withWrongRestarts(restarting), flaws: [] },
    { name: 'no Huffman tables, as in films', file: codedJpeg({ withTables: false }), flaws: [] },
    { name: 'lossless coding', file: codedJpeg({ isLossless: true }), flaws: [] },
    { name: 'bytes of nobody after the start marker', file: withBytesAfterStart(plain), flaws: [] },
    { name: 'a PNG', file: png, flaws: ['png'] },
    { name: 'a GIF', file: gif, flaws: ['gif'] },
    { name: 'a TIFF', file: tiff, flaws: ['tiff'] },
    { name: 'an AVIF picture', file: avif, flaws: ['avif'] },
    { name: 'a WebP picture', file: webp, flaws: ['webp'] },
  ])('$name', async ({ file, flaws }, { folder }) => {
    const { kept, ...checked } = await keep(file, { sizeBytes: file.length, contentType: 'image/jpeg' })
    expect(kept.equals(file)).toBe(true)
    expect(checked.flaws).toEqual(flaws)
    expect(await sharp(await draw(folder, file)).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 48 })
  })
})

test('a picture whose EXIF leads back to itself is drawn', async ({ folder }) => {
  const file = withCyclicExif(plain)
  expect((await keep(file, { sizeBytes: file.length })).flaws).toEqual([])
  expect(await sharp(await draw(folder, file)).metadata()).toMatchObject({ width: 48, height: 64 })
})

test.for([
  { name: '12 bits', file: codedJpeg({ precision: 12 }) },
  { name: '16 bits, lossless', file: codedJpeg({ precision: 16, isLossless: true }) },
])('of a picture of $name the largest one inside is drawn', async ({ file }, { folder }) => {
  const small = await cameraJpeg({ width: 16, height: 16 })
  const withBoth = withThumbnail(withThumbnail(file, small), large)
  const { kept, flaws } = await keep(withBoth, { sizeBytes: withBoth.length })
  expect(kept.equals(withBoth)).toBe(true)
  expect(flaws).toEqual([])
  await expect(draw(folder, withBoth)).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
  const inside = (one: Buffer) =>
    withScratchFile({ folder, body: Readable.from([one]) }, (path) => drawInner(path, 320))
  expect(await sharp(await inside(withBoth)).metadata()).toMatchObject({ width: 128, height: 96 })
  await expect(inside(file)).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
})

test('what came whole in chunks is kept, whatever it lacks', async () => {
  const inChunks = { sizeBytes: null, isDelimited: true }
  expect((await keep(withoutEnd(plain), inChunks)).flaws).toEqual(['no-end'])
  expect((await keep(png, inChunks)).flaws).toEqual(['png'])
})

test('a HEIC picture is kept, though it cannot be drawn here', async ({ folder }) => {
  const file = heic()
  expect((await keep(file, { sizeBytes: file.length, contentType: 'image/jpeg' })).flaws).toEqual(['heic'])
  await expect(draw(folder, file)).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
})

test.for([
  { name: 'a JPEG without an end marker whose size nobody announced', file: withoutEnd(plain), sizeBytes: null },
  { name: 'one that is shorter than announced', file: withoutEnd(plain), sizeBytes: 20_000 },
  { name: 'one that ends before its picture begins', file: plain.subarray(0, 100), sizeBytes: 100 },
  { name: 'a PNG whose size nobody announced', file: png, sizeBytes: null },
  { name: 'a PNG that says to be one', file: png, sizeBytes: png.length, contentType: 'image/png' },
])('$name is refused', async ({ name: _, file, ...announced }) => {
  await expect(keep(file, announced)).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
})

test('more than 300 megapixels are noted, from the frame header and not from a thumbnail', async ({ folder }) => {
  const bomb = withFrameSize(plain, { width: 30_000, height: 10_001 })
  expect((await keep(bomb, { sizeBytes: bomb.length })).flaws).toEqual(['too-large'])
  await expect(draw(folder, bomb)).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
  const tamed = withThumbnail(plain, bomb)
  expect((await keep(tamed, { sizeBytes: tamed.length })).flaws).toEqual([])
})

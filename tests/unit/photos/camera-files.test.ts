import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { test as base, describe, expect } from 'vitest'
import { checkOriginal } from '@/lib/backup/original-check'
import { drawOriginal } from '@/lib/photos/drawing/draw'
import { withScratchFile } from '@/lib/photos/pictures/scratch-file'
import {
  cameraJpeg,
  heic,
  multiPicture,
  withFrameSize,
  withMixedByteOrder,
  withoutEnd,
  withSegment,
  withStrayBytes,
  withThumbnail,
  withWrongScanHeader,
} from '@/tests/support/camera-files'

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

async function keep(file: Buffer, announced: { sizeBytes: number | null; contentType?: string }) {
  const { body, result } = checkOriginal(Readable.from([file]), announced)
  const kept = await buffer(body)
  return { kept, ...result() }
}

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
    { name: 'a PNG', file: png, flaws: ['png'] },
    { name: 'a WebP picture', file: webp, flaws: ['webp'] },
  ])('$name', async ({ file, flaws }, { folder }) => {
    const { kept, ...checked } = await keep(file, { sizeBytes: file.length, contentType: 'image/jpeg' })
    expect(kept.equals(file)).toBe(true)
    expect(checked.flaws).toEqual(flaws)
    expect(await sharp(await draw(folder, file)).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 48 })
  })
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

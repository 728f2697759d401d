import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { checkOriginal } from '@/lib/backup/original-check'

const baseline = await noise({ progressive: false })
const progressive = await noise({ progressive: true })
const png = await sharp(baseline).png().toBuffer()
const webp = await sharp(baseline).webp().toBuffer()

function noise({ progressive }: { progressive: boolean }): Promise<Buffer> {
  const gaussian = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  return sharp({ create: { width: 300, height: 200, channels: 3, background: 'white', noise: gaussian } })
    .jpeg({ progressive })
    .toBuffer()
}

/** A picture whose EXIF holds a preview, a whole JPEG with an end marker of its own. */
function withPreview(picture: Buffer): Buffer {
  const preview = Buffer.concat([Buffer.from('Exif\0\0'), baseline])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(preview.length + 2)
  return Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, preview, picture.subarray(2)])
}

async function check(
  bytes: Buffer,
  { sizeBytes = null, step = 1000 }: { sizeBytes?: number | null; step?: number } = {},
) {
  function* pieces() {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
  }
  const { body, result } = checkOriginal(Readable.from(pieces()), { sizeBytes })
  const passed = await buffer(body)
  return { passed, ...result() }
}

describe('a whole picture', () => {
  test.each([
    { name: 'baseline', picture: baseline },
    { name: 'progressive', picture: progressive },
    { name: 'with a preview in its EXIF', picture: withPreview(progressive) },
    { name: 'with a trailer of a megabyte', picture: Buffer.concat([baseline, Buffer.alloc(1_000_000, 7)]) },
    { name: 'padded with zeros', picture: Buffer.concat([baseline, Buffer.alloc(100)]) },
    { name: 'followed by a second picture', picture: Buffer.concat([baseline, progressive]) },
    {
      name: 'with fill bytes before its end marker',
      picture: Buffer.concat([baseline.subarray(0, -2), Buffer.from([0xff, 0xff, 0xff, 0xd9])]),
    },
    {
      name: 'with segments of an unknown kind',
      picture: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0x00, 1, 2, 3, 0xff, 0xd9]),
    },
  ])('$name passes unchanged, with its hash and size', async ({ picture }) => {
    const { passed, sha256, crc32: crc, sizeBytes } = await check(picture, { sizeBytes: picture.length })
    expect(passed.equals(picture)).toBe(true)
    expect(sha256).toBe(createHash('sha256').update(picture).digest('hex'))
    expect(crc).toBe(crc32(picture))
    expect(sizeBytes).toBe(picture.length)
  })

  test.each([1, 2, 3, 7, 4096])('passes in pieces of %i bytes', async (step) => {
    const picture = withPreview(progressive)
    expect(await check(picture, { step })).toMatchObject({ sizeBytes: picture.length })
  })

  test('passes without an announced size', async () => {
    expect(await check(baseline)).toMatchObject({ sizeBytes: baseline.length })
  })
})

describe('what is not a whole picture fails', () => {
  test.each([
    { name: 'a PNG', bytes: png, message: 'Mapillary sent a PNG, not a JPEG' },
    { name: 'a WebP', bytes: webp, message: 'Mapillary sent a WebP picture, not a JPEG' },
    { name: 'a GIF', bytes: Buffer.from('GIF89a...'), message: 'Mapillary sent a GIF, not a JPEG' },
    {
      name: 'a web page',
      bytes: Buffer.from('\n<!DOCTYPE html><p>Sorry'),
      message: 'Mapillary sent a web page (HTML) instead of the picture',
    },
    {
      name: 'an XML error',
      bytes: Buffer.from('<?xml version="1.0"?><Error/>'),
      message: 'Mapillary sent an XML document instead of the picture',
    },
    {
      name: 'JSON',
      bytes: Buffer.from('{"message":"no"}'),
      message: 'Mapillary sent data (JSON) instead of the picture',
    },
    { name: 'other bytes', bytes: Buffer.from('hello'), message: 'Mapillary sent a file that is not a JPEG' },
    {
      name: 'two bytes of a JPEG',
      bytes: Buffer.from([0xff, 0xd8]),
      message: 'Mapillary sent a file that is not a JPEG',
    },
    { name: 'nothing', bytes: Buffer.alloc(0), message: 'Mapillary sent an empty file' },
  ])('$name', async ({ bytes, message }) => {
    await expect(check(bytes)).rejects.toMatchObject({ code: 'UPSTREAM_FAILED', message })
    await expect(check(bytes, { step: 1 })).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
  })

  test('a picture without its last bytes', async () => {
    await expect(check(baseline.subarray(0, -2))).rejects.toThrow(
      /^The picture is cut short: [\d,]+ bytes without a JPEG end marker$/,
    )
  })

  test('a picture cut in its second half, though its preview is whole', async () => {
    const picture = withPreview(progressive)
    await expect(check(picture.subarray(0, picture.length - 5_000))).rejects.toThrow('The picture is cut short')
  })

  test('a picture that is shorter than announced', async () => {
    const picture = baseline.subarray(0, 1203)
    await expect(check(picture, { sizeBytes: 48_220 })).rejects.toThrow('The picture ended after 1,203 of 48,220 bytes')
  })

  test('a picture that is longer than announced', async () => {
    await expect(check(baseline, { sizeBytes: 10 })).rejects.toThrow(/but Mapillary announced 10$/)
  })

  test('a source that fails, with its own error', async () => {
    const error = new Error('reset')
    const source = Readable.from(
      (function* () {
        yield baseline.subarray(0, 500)
        throw error
      })(),
    )
    await expect(buffer(checkOriginal(source, { sizeBytes: null }).body)).rejects.toBe(error)
  })
})

test('a source whose picture is refused is closed', async () => {
  let isCancelled = false
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(Buffer.from('<html>')),
    cancel: () => {
      isCancelled = true
    },
  })
  await expect(buffer(checkOriginal(source, { sizeBytes: null }).body)).rejects.toThrow('web page')
  expect(isCancelled).toBe(true)
})

test('the result is not known before the end', () => {
  const { result } = checkOriginal(Readable.from([baseline]), { sizeBytes: null })
  expect(result).toThrow('was not read to its end')
})

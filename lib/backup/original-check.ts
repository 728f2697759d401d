import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { AppError } from '@/lib/errors'
import { MAX_PICTURE_PIXELS, type PictureFlaw } from '@/lib/model/pictures/picture-flaws'
import { createJpegScanner } from './jpeg'
import { otherKindOf, SIGNATURE_BYTES } from './picture-kind'

/** `flaws`: what is odd about a file that is kept all the same. */
export type CheckedOriginal = { sha256: string; crc32: number; sizeBytes: number; flaws: PictureFlaw[] }

/** `isDelimited`: the connection would have failed if the file had ended early; so it would with a size. `maxBytes`: 0 for no limit. */
type Announced = {
  sizeBytes: number | null
  isDelimited?: boolean
  contentType?: string
  maxBytes?: number | undefined
}

/** What files look like that came instead of the picture, by their first bytes (latin1). */
const OTHER_FILES: [pattern: RegExp, what: string][] = [
  [/^\x89PNG/, 'a PNG, not a JPEG'],
  [/^GIF8/, 'a GIF, not a JPEG'],
  [/^RIFF....WEBP/s, 'a WebP picture, not a JPEG'],
  [/^....ftyp/s, 'a HEIF picture or a film, not a JPEG'],
  [/^(II\*\0|MM\0\*)/, 'a TIFF, not a JPEG'],
  [/^(\xef\xbb\xbf)?\s*(<!--.*|<!doctype html|<html|<head|<body)/i, 'a web page (HTML) instead of the picture'],
  [/^(\xef\xbb\xbf)?\s*</, 'an XML document instead of the picture'],
  [/^(\xef\xbb\xbf)?\s*[{[]/, 'data (JSON) instead of the picture'],
]

/**
 * Passes an original on and checks on the way that it is a whole picture of the announced size; nothing is held in memory. A JPEG without an
 * end marker, or another picture under the name of a JPEG, is whole when the connection said where it ends.
 * `body` fails with UPSTREAM_FAILED when it is not, with INVALID_INPUT when it is larger than allowed, or with the source's own error. `result` is known once `body` has ended.
 */
export function checkOriginal(
  source: AsyncIterable<Uint8Array>,
  announced: Announced,
): { body: Readable; result: () => CheckedOriginal } {
  let checked: CheckedOriginal | undefined

  async function* check() {
    const hash = createHash('sha256')
    const scanner = createJpegScanner()
    let head = Buffer.alloc(0)
    let tail = Buffer.alloc(0)
    let kind: Kind | undefined
    let sizeBytes = 0
    let crc = 0
    for await (const chunk of source) {
      if (chunk.length === 0) continue
      sizeBytes += chunk.length
      expectAllowed(Math.max(sizeBytes, announced.sizeBytes ?? 0), announced.maxBytes)
      if (head.length < SIGNATURE_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, 256)])
        if (head.length >= SIGNATURE_BYTES) kind = kindOf(head, announced)
      }
      hash.update(chunk)
      crc = crc32(chunk, crc)
      scanner.feed(chunk)
      tail = Buffer.concat([tail, chunk.subarray(-2)]).subarray(-2)
      yield chunk
    }
    expectSize(sizeBytes, announced.sizeBytes)
    kind ??= kindOf(head, announced)
    const flaws: PictureFlaw[] = kind === 'jpeg' ? [] : [kind]
    // The last two bytes settle it for files whose segments we cannot follow.
    if (kind === 'jpeg' && !scanner.isWhole() && !tail.equals(Buffer.from([0xff, 0xd9]))) {
      if (!isDelimited(announced) || !scanner.hasScan())
        throw failed(`The picture is cut short: ${count(sizeBytes)} bytes without a JPEG end marker`)
      flaws.push('no-end')
    }
    const { width, height } = scanner.frame() ?? { width: 0, height: 0 }
    if (kind === 'jpeg' && width * height > MAX_PICTURE_PIXELS) flaws.push('too-large')
    checked = { sha256: hash.digest('hex'), crc32: crc, sizeBytes, flaws }
  }

  return {
    body: Readable.from(check(), { objectMode: false }),
    result() {
      if (!checked) throw new Error('The original was not read to its end')
      return checked
    },
  }
}

type Kind = 'jpeg' | PictureFlaw

/** Throws UPSTREAM_FAILED for what is no picture, for a picture that says itself to be no JPEG, and where nothing tells whether it is whole. */
function kindOf(head: Buffer, announced: Announced): Kind {
  if (head[0] === 0xff && head[1] === 0xd8 && head.length > 2) return 'jpeg' // bytes of nobody may follow
  const text = head.toString('latin1')
  const isJpegAnnounced = !/^image\/(?!p?jpe?g\b)/i.test(announced.contentType ?? '')
  const other = otherKindOf(head)
  if (other && isJpegAnnounced && isDelimited(announced)) return other
  const what = OTHER_FILES.find(([pattern]) => pattern.test(text))?.[1] ?? 'a file that is not a JPEG'
  throw failed(`Mapillary sent ${what}`)
}

function isDelimited(announced: Announced): boolean {
  return announced.isDelimited ?? announced.sizeBytes !== null
}

function expectAllowed(sizeBytes: number, maxBytes = 0): void {
  if (maxBytes > 0 && sizeBytes > maxBytes) {
    const message = `The original is too large: ${inMegabytes(sizeBytes)}, and this site keeps at most ${inMegabytes(maxBytes)} for each photo`
    throw new AppError('INVALID_INPUT', message)
  }
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000).toLocaleString('en-US')} MB`
}

function expectSize(sizeBytes: number, announced: number | null): void {
  if (announced !== null && sizeBytes < announced) {
    throw failed(`The picture ended after ${count(sizeBytes)} of ${count(announced)} bytes`)
  }
  if (announced !== null && sizeBytes > announced) {
    throw failed(`The picture has ${count(sizeBytes)} bytes, but Mapillary announced ${count(announced)}`)
  }
  if (sizeBytes === 0) throw failed('Mapillary sent an empty file')
}

function failed(message: string): AppError {
  return new AppError('UPSTREAM_FAILED', message)
}

function count(bytes: number): string {
  return bytes.toLocaleString('en-US')
}

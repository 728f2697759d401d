import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'
import { createJpegScanner } from './jpeg'

export type CheckedOriginal = { sha256: string; sizeBytes: number }

/** What files look like that came instead of the picture, by their first bytes (latin1). */
const OTHER_FILES: [pattern: RegExp, what: string][] = [
  [/^\x89PNG/, 'a PNG, not a JPEG'],
  [/^GIF8/, 'a GIF, not a JPEG'],
  [/^RIFF....WEBP/s, 'a WebP picture, not a JPEG'],
  [/^(\xef\xbb\xbf)?\s*(<!--.*|<!doctype html|<html|<head|<body)/i, 'a web page (HTML) instead of the picture'],
  [/^(\xef\xbb\xbf)?\s*</, 'an XML document instead of the picture'],
  [/^(\xef\xbb\xbf)?\s*[{[]/, 'data (JSON) instead of the picture'],
]

/**
 * Passes an original on and checks on the way that it is a whole JPEG of the announced size; nothing is held in memory.
 * `body` fails with UPSTREAM_FAILED when it is not, or with the source's own error. `result` is known once `body` has ended.
 */
export function checkOriginal(
  source: AsyncIterable<Uint8Array>,
  announced: { sizeBytes: number | null },
): { body: Readable; result: () => CheckedOriginal } {
  let checked: CheckedOriginal | undefined

  async function* check() {
    const hash = createHash('sha256')
    const scanner = createJpegScanner()
    let head = Buffer.alloc(0)
    let tail = Buffer.alloc(0)
    let sizeBytes = 0
    for await (const chunk of source) {
      if (chunk.length === 0) continue
      sizeBytes += chunk.length
      if (head.length < 3) {
        head = Buffer.concat([head, chunk.subarray(0, 256)])
        if (head.length >= 3) expectJpegStart(head)
      }
      hash.update(chunk)
      scanner.feed(chunk)
      tail = Buffer.concat([tail, chunk.subarray(-2)]).subarray(-2)
      yield chunk
    }
    expectSize(sizeBytes, announced.sizeBytes)
    if (head.length < 3) expectJpegStart(head)
    // The last two bytes settle it for files whose segments we cannot follow.
    if (!scanner.isWhole() && !tail.equals(Buffer.from([0xff, 0xd9]))) {
      throw failed(`The picture is cut short: ${count(sizeBytes)} bytes without a JPEG end marker`)
    }
    checked = { sha256: hash.digest('hex'), sizeBytes }
  }

  return {
    body: Readable.from(check(), { objectMode: false }),
    result() {
      if (!checked) throw new Error('The original was not read to its end')
      return checked
    },
  }
}

function expectJpegStart(head: Buffer): void {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return
  const text = head.toString('latin1')
  const what = OTHER_FILES.find(([pattern]) => pattern.test(text))?.[1] ?? 'a file that is not a JPEG'
  throw failed(`Mapillary sent ${what}`)
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

import { describeFailure, UnreadableAnswer, upstreamFailed, where } from './http-errors'
import type { AnswerHeaders, Sent } from './http-types'
import type { Download } from './types'

export type Body = { sizeBytes: number | null; read: () => Promise<Uint8Array | null> }

/** Reads an answer chunk by chunk, null at its end. Fails with UPSTREAM_FAILED when it stalls, breaks off or ends early. */
export function readBody(sent: Sent, what: 'answer' | 'picture', stallMs: number): Body {
  const reader = sent.response.body?.getReader()
  const sizeBytes = announcedSize(sent.response.headers)
  let bytes = 0
  let hasStalled = false

  function brokenOff(reason: string): Error {
    const count = bytes.toLocaleString('en-US')
    const of = sizeBytes === null ? `${count} bytes` : `${count} of ${sizeBytes.toLocaleString('en-US')} bytes`
    return upstreamFailed(`The ${what} ended after ${of}: ${reason} (${where(sent.url)})`)
  }

  async function read(): Promise<Uint8Array | null> {
    const timer = setTimeout(() => {
      hasStalled = true
      sent.abort()
    }, stallMs)
    try {
      const chunk = await reader?.read()
      if (chunk?.value) {
        bytes += chunk.value.byteLength
        return chunk.value
      }
    } catch (error) {
      throw brokenOff(hasStalled ? `nothing came for ${stallMs / 1000} s` : describeFailure(error))
    } finally {
      clearTimeout(timer)
    }
    if (sizeBytes !== null && bytes !== sizeBytes) throw brokenOff('its length is wrong')
    return null
  }

  return { sizeBytes, read }
}

/** The same body, and its first bytes, which are read from it again. */
export async function peek(body: Body): Promise<{ first: Uint8Array; body: Body }> {
  const first = (await body.read()) ?? new Uint8Array()
  let isRead = false
  const read = async () => {
    if (isRead || first.length === 0) return isRead ? body.read() : null
    isRead = true
    return first
  }
  return { first, body: { ...body, read } }
}

/** The text of an answer. Throws UPSTREAM_FAILED as `readBody`, and when it is too large. */
export async function readText(
  sent: Sent,
  { maxBytes, stallMs, body = readBody(sent, 'answer', stallMs) }: { maxBytes: number; stallMs: number; body?: Body },
): Promise<string> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for (let chunk = await body.read(); chunk; chunk = await body.read()) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) {
      sent.abort()
      throw upstreamFailed(`Mapillary's answer is larger than ${maxBytes / 1024 / 1024} MB (${where(sent.url)})`, {
        cause: new UnreadableAnswer(),
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** An answer as a download. `release` is called once: when it ends, fails, is cancelled, or is not read for too long. */
export function toDownload(
  sent: Sent,
  { source, idleMs, release }: { source: Body; idleMs: number; release: () => void },
): Download {
  let idle: NodeJS.Timeout | undefined
  const finish = () => {
    clearTimeout(idle)
    sent.abort()
    release()
  }
  const watch = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    idle = setTimeout(() => {
      controller.error(upstreamFailed(`The picture was not read for ${idleMs / 1000} s (${where(sent.url)})`))
      finish()
    }, idleMs)
    idle.unref()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: watch,
      async pull(controller) {
        clearTimeout(idle)
        try {
          const chunk = await source.read()
          if (chunk) {
            controller.enqueue(chunk)
            watch(controller)
          } else {
            controller.close()
            finish()
          }
        } catch (error) {
          finish()
          throw error
        }
      },
      cancel: finish,
    },
    { highWaterMark: 0 }, // nothing is read ahead
  )
  const { headers } = sent.response
  return {
    body,
    sizeBytes: source.sizeBytes,
    isDelimited: headers.get('content-length') !== null || headers.get('transfer-encoding') !== null,
    contentType: pictureType(headers),
  }
}

/** null when the length of the bytes that arrive here is not known: compressed answers are unpacked on the way. */
function announcedSize(headers: AnswerHeaders): number | null {
  const length = headers.get('content-length')
  const isEncoded = (headers.get('content-encoding') ?? 'identity') !== 'identity'
  return length === null || isEncoded || !/^\d+$/.test(length) ? null : Number(length)
}

/** Only types that a browser shows as a plain picture are passed on: an SVG may hold scripts. */
function pictureType(headers: AnswerHeaders): string {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^image\/(jpeg|png|webp|gif|avif)$/.test(type) ? type : 'application/octet-stream'
}

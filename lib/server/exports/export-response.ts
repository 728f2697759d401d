import { Readable } from 'node:stream'
import type { PhotoExport, ViewpointLinks } from '@/lib/exports/types'
import { writeRouteGpx } from '@/lib/exports/write-route-gpx'
import { PHOTO_WRITERS, VIEWPOINT_WRITERS } from '@/lib/exports/writers'
import { EXPORT_FORMATS, type ExportFormat, type PhotoFormat, type ViewpointFormat } from '@/lib/model/export-formats'
import type { PhotoFeature } from '@/lib/photos/types'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { streamBody } from '@/lib/server/http/stream-body'
import type { ViewpointPage } from '@/lib/viewpoints/find-viewpoints'

const CHUNK_CHARACTERS = 64_000
const TIMEOUT_MS = 30 * 60 * 1000 // nobody holds a file open for longer

/**
 * A file of photos, written as fast as the client reads it. It breaks off, and does not merely end, when the rest cannot be read or takes longer
 * than half an hour.
 */
export async function photoExportResponse(
  format: PhotoFormat,
  fileName: string,
  source: PhotoExport,
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<Response> {
  return streamedFile(PHOTO_WRITERS[format](source), exportHeaders(format, fileName), timeoutMs)
}

/** What somebody takes along of themselves, written in the same way. */
export function personalDataResponse(format: 'json' | 'csv', fileName: string, text: AsyncIterable<string>) {
  const headers = {
    'content-type': format === 'json' ? 'application/json' : EXPORT_FORMATS.csv.contentType,
    'x-content-type-options': 'nosniff',
    'content-disposition': contentDisposition(fileName, format),
  }
  return streamedFile(text, headers)
}

async function streamedFile(
  text: AsyncIterable<string>,
  headers: Record<string, string>,
  timeoutMs = TIMEOUT_MS,
): Promise<Response> {
  const chunks = inChunks(text)
  const first = await chunks.next() // what fails at once is still an error with a status
  const signal = AbortSignal.timeout(timeoutMs)
  return new Response(streamBody(Readable.from(withFirst(first, chunks), { objectMode: false, signal })), {
    headers: { ...headers, 'cache-control': CACHE_CONTROL.file },
  })
}

/** A page of viewpoints as a file or feed. */
export function viewpointExportResponse(
  format: Exclude<ViewpointFormat, 'geojson'>,
  page: ViewpointPage,
  links: ViewpointLinks,
  headers: Record<string, string>,
): Response {
  return new Response(VIEWPOINT_WRITERS[format](page, links), {
    headers: {
      ...headers,
      ...exportHeaders(format, 'viewpoints'),
      ...(links.next && { link: `<${links.next}>; rel="next"` }),
    },
  })
}

/** Photos as a route to follow. */
export function routeExportResponse(photos: PhotoFeature[], route: { name: string; page: string }): Response {
  return new Response(writeRouteGpx(photos, route), {
    headers: { ...exportHeaders('gpx', route.name), 'cache-control': CACHE_CONTROL.file },
  })
}

function exportHeaders(format: ExportFormat, fileName: string): Record<string, string> {
  const { contentType, disposition, extension } = EXPORT_FORMATS[format]
  return {
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
    ...(disposition === 'attachment' && {
      'content-disposition': contentDisposition(fileName, extension),
    }),
  }
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = ''
  for await (const line of lines) {
    text += line
    if (text.length < CHUNK_CHARACTERS) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

async function* withFirst(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (first.done) return
  yield first.value
  yield* rest
}

/** RFC 6266: a name in ASCII, and the very name where that says less. */
function contentDisposition(name: string, extension: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+|-+$/g, '')
    .slice(0, 80)
  const plain = `attachment; filename="${ascii || 'photos'}.${extension}"`
  const exact = Array.from(name.toWellFormed().replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, '-'))
    .slice(0, 80)
    .join('')
    .replace(/^[.\s-]+|[\s-]+$/g, '')
  if (exact === '' || exact === ascii) return plain
  const encoded = encodeURIComponent(exact).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${plain}; filename*=UTF-8''${encoded}.${extension}`
}

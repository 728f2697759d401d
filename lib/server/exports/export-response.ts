import { Readable } from 'node:stream'
import { EXPORT_TYPE, type ExportFormat } from '@/lib/exports/export-format'
import { type Export, WRITERS } from '@/lib/exports/formats'
import { streamBody } from '@/lib/server/http/stream-body'

const CHUNK_CHARACTERS = 64_000

/** A file to keep, written as fast as it is taken. It breaks off, and does not merely end, when the rest cannot be read. */
export async function exportResponse(format: ExportFormat, fileName: string, source: Export): Promise<Response> {
  const chunks = inChunks(WRITERS[format](source))
  const first = await chunks.next() // what fails at once is still an error with a status
  return new Response(streamBody(Readable.from(withFirst(first, chunks), { objectMode: false })), {
    headers: {
      'content-type': EXPORT_TYPE[format],
      'content-disposition': `attachment; filename="${safeName(fileName)}.${format}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
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

function safeName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-').slice(0, 80) || 'photos'
}

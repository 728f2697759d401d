import { Readable } from 'node:stream'
import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import { HttpError } from '@/lib/errors'
import { readRange } from '@/lib/server/http/byte-range'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { lengthHeaders } from '@/lib/server/http/dropped-headers'
import { isNotModified } from '@/lib/server/http/etag'
import { streamBody } from '@/lib/server/http/stream-body'
import type { Archive } from '@/lib/takeouts/archive/open-archive'
import { MissingFile, readArchive } from '@/lib/takeouts/archive/read-archive'
import { endTakeout } from '@/lib/takeouts/making/active-takeout'

type Tools = { db: Db; backup: Backup }

/**
 * An archive, or the range of it that the request asks for, read from the backup as fast as the client takes it. When the backup has lost a
 * file, the answer breaks off and the takeout ends.
 */
export function archiveResponse(tools: Tools, request: Request, archive: Archive): Response {
  const { layout, modifiedAt } = archive
  const { sizeBytes } = layout
  const etag = `"${archive.tag}"`
  const headers = {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${archive.fileName}"`,
    'accept-ranges': 'bytes',
    'cache-control': CACHE_CONTROL.privateRevalidate,
    'last-modified': modifiedAt.toUTCString(),
    'x-content-type-options': 'nosniff',
    etag,
  }
  if (isNotModified(request, etag)) return new Response(null, { status: 304, headers })
  const range = readRange(request.headers, sizeBytes, { etag, modifiedAt })
  if (range === 'unsatisfiable')
    throw new HttpError(416, 'Range not satisfiable', `This archive has ${sizeBytes} bytes`, {
      'content-range': `bytes */${sizeBytes}`,
      'accept-ranges': 'bytes',
    })
  const { start, end } = range ?? { start: 0, end: sizeBytes }
  const isHead = request.method === 'HEAD'
  const body = isHead
    ? null
    : streamBody(Readable.from(endingWhenLost(tools, archive, { start, end }), { objectMode: false }))
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      ...lengthHeaders(end - start),
      ...(range && { 'content-range': `bytes ${start}-${end - 1}/${sizeBytes}` }),
    },
  })
}

async function* endingWhenLost({ db, backup }: Tools, archive: Archive, range: { start: number; end: number }) {
  try {
    yield* readArchive(backup, archive, range)
  } catch (error) {
    if (error instanceof MissingFile) await endTakeout(db, archive.takeoutId, `${error.message}. Make a new takeout.`)
    throw error
  }
}

import { Readable } from 'node:stream'
import { on, serve } from '@/app/api/serve'
import { getChecksums } from '@/lib/server/api/routes/vault'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { streamBody } from '@/lib/server/http/stream-body'
import { runtime } from '@/lib/server/runtime'
import { checksumLines } from '@/lib/vault/write-checksums'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getChecksums, async ({ query, viewer }) => {
    const lines = checksumLines(runtime().db, { ownerId: viewer, sequenceId: query.sequence ?? null })
    const body = streamBody(Readable.from(lines, { objectMode: false }))
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="SHA256SUMS"',
      'cache-control': CACHE_CONTROL.noStore,
    }
    return new Response(body, { headers })
  }),
)

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { isNotModified } from '@/lib/server/http/etag'
import { acceptsGzip } from '@/lib/server/http/negotiate'
import type { SharedCache } from '@/lib/server/pages/shared-cache'

const LEVEL = 6 // it is compressed once

/** A good answer as every stranger gets it. */
export type SharedAnswer = {
  headers: [string, string][]
  etag: string
  body: Uint8Array<ArrayBuffer>
  gzip: Uint8Array<ArrayBuffer>
}

export type AnswerTools = { cache: SharedCache<SharedAnswer>; findRevision: () => Promise<number> }

/**
 * The answer to a stranger's GET, from memory or made once for all who ask for the same. `answer` makes it for a request that holds nothing
 * but its address.
 */
export async function shareAnswer(
  { cache, findRevision }: AnswerTools,
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const revision = await findRevision()
  const shared = await cache.get(pathname + search, revision, async () =>
    toShared(await answer(new Request(request.url))),
  )
  if (shared === null) return answer(request)
  const { etag, body } = shared
  const headers = new Headers(shared.headers)
  if (isNotModified(request, etag)) return new Response(null, { status: 304, headers })
  if (!acceptsGzip(request.headers)) return new Response(body, { headers })
  headers.delete('content-length')
  headers.set('content-encoding', 'gzip')
  return new Response(shared.gzip, { headers })
}

/** null: it says that something is wrong, or cannot be asked for again by its tag. */
async function toShared(response: Response): Promise<SharedAnswer | null> {
  const etag = response.headers.get('etag')
  if (response.status !== 200 || etag === null) return null
  const body = new Uint8Array(await response.arrayBuffer())
  return { headers: [...response.headers], etag, body, gzip: await promisify(gzip)(body, { level: LEVEL }) }
}

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)
const LEVEL = 4 // half the time of the default, for the same size

/**
 * The same response, compressed for callers who take gzip. For types that Next.js does not compress by itself; since it
 * also drops Content-Encoding from route handlers, next.config.mjs must set that header for the very same requests.
 */
export async function gzipped(request: Request, response: Response): Promise<Response> {
  const { status, headers } = response
  headers.append('vary', 'accept-encoding')
  if (!response.body || !request.headers.get('accept-encoding')?.includes('gzip')) return response
  headers.set('content-encoding', 'gzip')
  const body = await compress(await response.arrayBuffer(), { level: LEVEL })
  return new Response(new Uint8Array(body), { status, headers })
}

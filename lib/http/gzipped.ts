import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

const LEVEL = 4 // half the time of the default, for the same size

const compress = (body: Uint8Array | ArrayBuffer) => promisify(gzip)(body, { level: LEVEL })
export const decompress = promisify(gunzip)

/** Whether the caller takes gzip. next.config.mjs asks the same question. */
export function takesGzip(request: Request): boolean {
  return request.headers.get('accept-encoding')?.includes('gzip') ?? false
}

/**
 * The same response, compressed for callers who take gzip unless it is already. For types that Next.js does not compress by itself; since it
 * also drops Content-Encoding from route handlers, next.config.mjs must set that header for the very same requests.
 */
export async function gzipped(request: Request, response: Response): Promise<Response> {
  const { status, headers } = response
  headers.append('vary', 'accept-encoding')
  if (!response.body || !takesGzip(request) || headers.has('content-encoding')) return response
  headers.set('content-encoding', 'gzip')
  const body = await compress(await response.arrayBuffer())
  return new Response(new Uint8Array(body), { status, headers })
}

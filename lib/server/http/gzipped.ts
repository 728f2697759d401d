import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { EXPORT_FORMATS } from '@/lib/model/export-formats'
import { ENCODING_HEADER } from './dropped-headers'
import { acceptsGzip } from './negotiate'

const LEVEL = 4 // half the time of the default, for the same size
const LEAST_BYTES = 1_024 // what is smaller travels in one packet either way

const COMPRESSIBLE_TYPES = new Set<string>([
  'application/json',
  'application/vnd.mapbox-vector-tile',
  ...Object.values(EXPORT_FORMATS).flatMap(({ mediaType, isCompressible }) => (isCompressible ? [mediaType] : [])),
])

const compress = (body: Uint8Array | ArrayBuffer) => promisify(gzip)(body, { level: LEVEL })
export const decompress = promisify(gunzip)

/**
 * The same response, compressed for callers who take gzip, unless it is already or is too small: at once when its Content-Length is known,
 * else while it is read. For route handlers, of whose responses Next.js compresses none.
 */
export async function gzipped(request: Request, response: Response): Promise<Response> {
  const { status, headers, body } = response
  const type = headers.get('content-type')
  if (type !== null && !COMPRESSIBLE_TYPES.has(type.split(';')[0]?.trim() ?? '')) return response
  headers.append('vary', 'accept-encoding')
  const encoding = headers.get('content-encoding')
  if (encoding !== null) headers.set(ENCODING_HEADER, encoding)
  const size = headers.get('content-length')
  const isWorthIt = size === null || Number(size) >= LEAST_BYTES
  if (encoding !== null || !body || !isWorthIt || !acceptsGzip(request.headers)) return response
  headers.delete('content-length')
  headers.set('content-encoding', 'gzip')
  headers.set(ENCODING_HEADER, 'gzip')
  const zipped =
    size === null ? body.pipeThrough(new CompressionStream('gzip')) : await compress(await response.arrayBuffer())
  return new Response(zipped, { status, headers })
}

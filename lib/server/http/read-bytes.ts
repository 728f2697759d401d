import { HttpError } from '@/lib/errors'

const LARGEST_BYTES = 100_000

/** The body of a request. Throws 413 above 100 kB. */
export async function readBytes(request: Request): Promise<Buffer> {
  if (Number(request.headers.get('content-length')) > LARGEST_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(): HttpError {
  return new HttpError(413, 'Content too large', 'The request body is larger than 100 kB')
}

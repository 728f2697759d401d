import { AppError } from '@/lib/errors'

const LARGEST_BYTES = 100_000

/** The JSON body of a request. Throws INVALID_INPUT when it is no JSON or larger than 100 kB. */
export async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST_BYTES) throw new AppError('INVALID_INPUT', 'The request body is larger than 100 kB')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'The request body is not JSON', { cause })
  }
}

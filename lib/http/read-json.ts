import { AppError, HttpError } from '@/lib/errors'

const LARGEST_BYTES = 100_000

/** The JSON body of a request. Throws 415 when it says to be something else, 413 above 100 kB, INVALID_INPUT when it is no JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new HttpError(415, 'Unsupported media type', 'Send the body as application/json')
  }
  if (Number(request.headers.get('content-length')) > LARGEST_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)), withoutNul)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('INVALID_INPUT', 'The request body is not JSON', { cause })
  }
}

/** PostgreSQL keeps no text with a zero character. */
function withoutNul(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new AppError('INVALID_INPUT', 'The request body holds a text with a zero character')
  }
  return value
}

function tooLarge(): HttpError {
  return new HttpError(413, 'Content too large', 'The request body is larger than 100 kB')
}

import { AppError, HttpError } from '@/lib/errors'
import { readBytes } from './read-bytes'

/** The JSON body of a request. Throws 415 when it says to be something else, 413 above 100 kB, INVALID_INPUT when it is no JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new HttpError(415, 'Unsupported media type', 'Send the body as application/json')
  }
  const body = await readBytes(request)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), withoutNul)
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

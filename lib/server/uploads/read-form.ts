import { AppError, HttpError } from '@/lib/errors'
import { readBytes } from '@/lib/server/http/read-bytes'

const FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

/** The text fields of a form, the last of each name. Throws 415 for another type, 413 above 100 kB, INVALID_INPUT when it is no form. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const type = request.headers.get('content-type') ?? ''
  if (!FORMS.test(type)) throw new HttpError(415, 'Unsupported media type', 'Send the fields as a form')
  const body = await readBytes(request)
  if (/%00|\0/.test(body.toString('latin1'))) {
    throw new AppError('INVALID_INPUT', 'The form holds a text with a zero character') // which PostgreSQL does not keep
  }
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string')
    return Object.fromEntries(fields)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'The form could not be read', { cause })
  }
}

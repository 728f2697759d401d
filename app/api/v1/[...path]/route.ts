import { AppError } from '@/lib/errors'
import { toResponse } from '@/lib/server/http/to-response'

/** Programs are told in their words when there is no such route; nothing below is ever cached. */
const nothingHere = () =>
  toResponse(new AppError('NOT_FOUND', 'There is no such route. /api/v1/openapi.json has all of them.'))

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as HEAD,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
}

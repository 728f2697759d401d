import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { type Refuse, refusal, UnreadableAnswer, upstreamFailed, where } from '@/lib/mapillary/http-errors'

const WireError = z.object({
  error: z.object({ code: z.number(), error_subcode: z.number().optional().catch(undefined) }),
})

const LOGIN_REFUSED = 190
const TOO_MUCH_DATA = 1
const TROUBLE = 2
const APP_LIMIT = 4
const BAD_REQUEST = 100
const NOT_THERE = 33 // or not allowed: v4 does not say which

/** Cause of an AppError: the answer would have been too large. Fewer things at once may come. */
export class TooMuchData extends UnreadableAnswer {
  override readonly name = 'TooMuchData'
}

/** v4 is read by `error.code`: its statuses mislead, a missing token answers 500 and an unknown image 400 (docs/mapillary.md). */
export const refuseV4: Refuse = ({ url, status, headers, body, said }) => {
  const error = WireError.safeParse(body).data?.error
  const as = (meant: number) => refusal(url, meant, headers, said)
  switch (error?.code) {
    case LOGIN_REFUSED:
      return as(401)
    case BAD_REQUEST:
      return as(error.error_subcode === NOT_THERE ? 404 : 400)
    case APP_LIMIT:
      return as(429)
    case TOO_MUCH_DATA:
      return upstreamFailed(`Mapillary cannot answer so much at once (${where(url)})`, { cause: new TooMuchData() })
    case TROUBLE:
      return as(503)
    default:
      return as(status === 200 ? 502 : status)
  }
}

/** Whether fewer entities at once may be answered: too many were asked for, or one of them is not there and takes the others along. */
export function mayHelpToAskForLess(error: unknown): boolean {
  return error instanceof AppError && (error.cause instanceof TooMuchData || error.code === 'NOT_FOUND')
}

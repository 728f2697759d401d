import { AppError } from '@/lib/errors'
import { type Refuse, refusal, TooMuchData } from '@/lib/mapillary/http-errors'

/** v4 is read by the codes of the Graph API. */
export const refuseV4: Refuse = (answer) => refusal(answer, answer.source === 'api' ? 'v4' : 'pictures')

/** Whether fewer entities at once may be answered: too many were asked for, or one of them is not there and takes the others along. */
export function mayHelpToAskForLess(error: unknown): boolean {
  return error instanceof AppError && (error.cause instanceof TooMuchData || error.code === 'NOT_FOUND')
}

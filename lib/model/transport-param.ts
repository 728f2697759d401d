import { z } from 'zod'
import { findTransportType } from './transport-types'

/** Text that names a transport type, whatever its capitals; `refusal` says what is wrong with another. */
export function transportParam(refusal: (text: string) => string) {
  return z.string().transform((text, context) => {
    const type = findTransportType(text)
    if (!type) context.addIssue(refusal(text))
    return type ?? z.NEVER
  })
}

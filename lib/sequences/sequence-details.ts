import { z } from 'zod'
import { findTransportType } from '@/lib/model/transport-types'

const Tag = z.string().trim().min(1).max(60)

/** What an owner says about a sequence. */
export const SequenceDetails = z.object({
  name: z.string().trim().max(120),
  description: z.string().trim().max(5_000),
  transportType: z.string().transform((text, context) => {
    const type = findTransportType(text)
    if (!type) context.addIssue({ code: 'custom', message: `unknown transport type "${text.slice(0, 40)}"` })
    return type ?? z.NEVER
  }),
  tags: z.array(Tag).max(50),
})

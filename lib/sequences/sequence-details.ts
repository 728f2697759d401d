import { z } from 'zod'
import { transportParam } from '@/lib/model/transport-param'

export const MOST_TAGS = 50
const Tag = z.string().trim().min(1).max(60)

/** What an owner says about a sequence. */
export const SequenceDetails = z.object({
  name: z.string().trim().max(120),
  description: z.string().trim().max(5_000),
  transportType: transportParam((text) => `unknown transport type "${text.slice(0, 40)}"`),
  tags: z.array(Tag).max(MOST_TAGS),
})

import * as z from 'zod/mini'
import { DECISIONS, REPORT_REASON_NAMES, REPORT_STATES } from '@/lib/model/people/reports'

export const ReportTaken = z.object({
  id: z.string(),
  hidden: z.boolean(),
  links: z.object({ self: z.string(), page: z.string() }),
})

export const Report = z.object({
  id: z.string(),
  state: z.enum(REPORT_STATES),
  reason: z.enum(REPORT_REASON_NAMES),
  decision: z.nullable(z.enum(DECISIONS)),
  decisionReason: z.nullable(z.string()),
})

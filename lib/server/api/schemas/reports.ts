import { z } from 'zod'
import { DECISIONS, REPORT_REASON_NAMES, REPORT_STATES } from '@/lib/model/people/reports'
import { AnswerInput } from '@/lib/moderation/answer-report'
import { CounterNoticeInput } from '@/lib/moderation/counter-notice'
import { DecisionInput } from '@/lib/moderation/decide-report'
import { ReportInput } from '@/lib/moderation/report-input'
import { IdText, Moment, PageLinks } from './common'
import { named } from './registry'
import { Shape } from './shape'

export const ReportRequest = named('ReportRequest', ReportInput)
export const ReportDecision = named('ReportDecision', DecisionInput)
export const ReportAnswer = named('ReportAnswer', AnswerInput)
export const CounterNotice = named('CounterNotice', CounterNoticeInput)

export const ReportTaken = named(
  'ReportTaken',
  z.object({
    id: IdText,
    state: z.enum(REPORT_STATES),
    hidden: z.boolean().describe('Whether the photo was hidden at once.'),
    links: z.object({
      self: z.url().describe('Where the decision can be read, with the key of this receipt: keep it.'),
      page: z.url().describe('The same for people.'),
    }),
  }),
)

const receipt = {
  id: IdText,
  state: z.enum(REPORT_STATES),
  subject: z.object({ type: z.enum(['photo', 'sequence', 'user']), id: IdText }),
  reason: z.enum(REPORT_REASON_NAMES),
  createdAt: Moment,
  hidden: z.boolean().describe('Whether the photo was hidden at once.'),
  decision: z.enum(DECISIONS).nullable(),
  decisionReason: z.string().nullable(),
  decidedAt: Moment.nullable(),
  appealedAt: Moment.nullable().describe('When the owner asked for another look.'),
  counterNotice: z
    .object({ name: z.string(), contact: z.string(), statement: z.string() })
    .nullable()
    .describe('What the owner declares against a claim of a copyright.'),
}

export const Report = named('Report', z.object(receipt))

const Count = z.object({ reports: z.int(), upheld: z.int().describe('That led to something.') })

export const ReportDetails = named(
  'ReportDetails',
  z.object({
    ...receipt,
    overdue: z.boolean().describe('Whether it has been open for more than 72 hours.'),
    comment: z.string(),
    email: z.string().nullable(),
    region: Shape.nullable(),
    reporter: z.string().nullable().describe('A user name; null: nobody was logged in.'),
    owner: z.object({ id: IdText, username: z.string(), suspended: z.boolean() }),
    photo: z
      .object({ id: IdText, n: z.int(), pano: z.boolean(), hidden: z.boolean(), cleared: z.boolean() })
      .nullable(),
    sequence: z.object({ id: IdText, name: z.string(), hidden: z.boolean() }).nullable(),
    answer: z.string().nullable().describe("The owner's, before the decision."),
    appeal: z.string().nullable().describe("The owner's, after it."),
    decidedBy: z.string().nullable(),
    history: z.object({ subject: Count, reporter: Count }).describe('Other reports on it, and of its reporter.'),
  }),
)

export const ReportPage = named('ReportPage', z.object({ reports: z.array(ReportDetails), links: PageLinks }))

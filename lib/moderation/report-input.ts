import { z } from 'zod'
import { Id } from '@/lib/model/ids'
import { REPORT_REASON_NAMES } from '@/lib/model/people/reports'
import { TagShapeInput } from '@/lib/tags/tag-shape'

const SubjectId = z.union([Id, z.int().positive()])

export const ReportInput = z
  .object({
    photo: SubjectId.optional(),
    sequence: SubjectId.optional(),
    user: SubjectId.optional(),
    reason: z.enum(REPORT_REASON_NAMES, `expected ${REPORT_REASON_NAMES.join(', ')}`),
    comment: z.string().trim().max(5_000).optional(),
    email: z.union([z.literal(''), z.email('expected an e-mail address').max(254)]).optional(),
    region: TagShapeInput.optional(),
    /** People do not see this field: what is filled in comes from a program. */
    website: z.string().max(2_000).optional(),
  })
  .refine(
    ({ photo, sequence, user }) => [photo, sequence, user].filter((id) => id !== undefined).length === 1,
    'expected one of photo, sequence and user',
  )
  .refine(({ region, photo }) => region === undefined || photo !== undefined, {
    path: ['region'],
    message: 'expected with a photo only',
  })
export type ReportInput = z.output<typeof ReportInput>

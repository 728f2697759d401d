/**
 * Why something may be reported: `gravity` orders the moderators' queue, the gravest (0) first; `hidesAtOnce`: the photo is hidden until
 * somebody has looked at it.
 */
export const REPORT_REASONS = {
  privacy: { label: 'A person or a number plate can be recognised', gravity: 0, hidesAtOnce: true },
  inappropriate: { label: 'It is inappropriate', gravity: 0, hidesAtOnce: true },
  private_place: { label: 'It shows a private place', gravity: 1, hidesAtOnce: false },
  copyright: { label: 'It infringes a copyright', gravity: 1, hidesAtOnce: false },
  wrong_place: { label: 'It is in the wrong place', gravity: 2, hidesAtOnce: false },
  other: { label: 'Something else', gravity: 2, hidesAtOnce: false },
  quality: { label: 'The picture is poor', gravity: 3, hidesAtOnce: false },
} as const

export type ReportReason = keyof typeof REPORT_REASONS
export const REPORT_REASON_NAMES = [
  'privacy',
  'private_place',
  'inappropriate',
  'copyright',
  'wrong_place',
  'quality',
  'other',
] as const satisfies ReportReason[]

export const REPORT_STATES = ['open', 'decided'] as const
export type ReportState = (typeof REPORT_STATES)[number]

export const DECISIONS = ['nothing', 'hide_photo', 'hide_sequence', 'blur', 'suspend'] as const
export type Decision = (typeof DECISIONS)[number]

/** An open report that is older than this is shown as overdue. */
export const OVERDUE_AFTER_HOURS = 72

export const DECISION_LABELS: Record<Decision, string> = {
  nothing: 'nothing is wrong with it',
  hide_photo: 'the photo is hidden',
  hide_sequence: 'the whole sequence is hidden',
  blur: 'a region is blurred',
  suspend: 'the account is suspended',
}

/** After the decision, what leads to the person who reported (e-mail address, network address) is erased after so many days. */
export const REPORTER_DAYS = 90

/** What the owner of a photo declares when somebody else's claim of a copyright is wrong. Whoever made the claim reads it. */
export type CounterNotice = { name: string; contact: string; statement: string }

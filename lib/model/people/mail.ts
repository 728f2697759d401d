import { keysOf } from '@/lib/model/keys-of'
import type { NoticeKind } from './notices'

/** Which mail somebody gets, and how the settings call it. */
export const MAIL_SCHEDULES = {
  urgent: { label: 'What is urgent at once, the rest once a day' },
  urgent_only: { label: 'Only what is urgent, at once' },
  daily: { label: 'Everything once a day' },
  none: { label: 'No mail' },
} as const satisfies Record<string, { label: string }>

export type MailSchedule = keyof typeof MAIL_SCHEDULES
export const MAIL_SCHEDULE_NAMES = keysOf(MAIL_SCHEDULES)

/** Notices that are mailed at once to who wants that. */
export const URGENT_KINDS = [
  'import_stuck',
  'reported',
  'decided',
  'erased',
  'originals',
] as const satisfies NoticeKind[]

/** From this hour on (UTC) the digest of a day is made. */
export const DIGEST_HOUR = 6

/** For so long the link that confirms an address can be used. */
export const CONFIRMATION_HOURS = 24

export const MAIL_KINDS = ['confirmation', 'urgent', 'digest', 'decision'] as const

/**
 * `dropped`: there was nothing left to say, or nobody to say it to. `refused`: the server refuses the address. `failed`: it was tried for
 * days. `lost`: whoever sent it ended in the middle; it may have been delivered, so it is not sent again.
 */
export const MAIL_STATES = ['waiting', 'sending', 'sent', 'dropped', 'refused', 'failed', 'lost'] as const

/** Mails that no notice leads to are forgotten after so many days. */
export const MAIL_DAYS = 30

import { keysOf } from '@/lib/model/keys-of'

/** What people are told of, and how the settings call it. */
export const NOTICE_KINDS = {
  import_ended: { label: 'An import of mine has ended' },
  import_stuck: { label: 'An import of mine waits for me' },
  photo_marked: { label: 'Others mark a photo of mine as a viewpoint' },
  photo_tagged: { label: 'Others tag a photo of mine' },
  reported: { label: 'Something of mine is reported' },
  decided: { label: 'A report on something of mine is decided' },
  erased: { label: 'Something of mine is erased by the operator' },
  originals: { label: 'An original of mine is missing or damaged' },
} as const satisfies Record<string, { label: string }>

export type NoticeKind = keyof typeof NOTICE_KINDS
export const NOTICE_KIND_NAMES = keysOf(NOTICE_KINDS)

/** Notices are kept for so long after they last changed. */
export const NOTICE_DAYS = 180

import type { READING_STATES } from '@/db/schema/accounts'

export type ReadingState = (typeof READING_STATES)[number]

/** How far a user's photos on Mapillary have been read. */
export type AccountReading = {
  kind: 'whole' | 'new'
  state: ReadingState
  reason: string | null
  waitingUntil: Date | null
  photoCount: number // met in this reading
  readBackTo: Date | null // photos taken since then have been read; null: not known
  share: number // of the whole, estimated, 0..1
  finishedAt: Date | null // null: what is known of the account is not whole yet
}

export const ACTIVE_READING_STATES = [
  'reading',
  'waiting_for_login',
  'waiting_for_mapillary',
] as const satisfies ReadingState[]

export function isReadingActive({ state }: Pick<AccountReading, 'state'>): boolean {
  return ACTIVE_READING_STATES.some((active) => active === state)
}

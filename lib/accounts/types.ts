import type { ACCOUNT_SYNC_STATES } from '@/db/schema/people/accounts'

export type AccountSyncState = (typeof ACCOUNT_SYNC_STATES)[number]

/** How far a user's photos on Mapillary have been read. */
export type AccountSync = {
  kind: 'whole' | 'new'
  state: AccountSyncState
  reason: string | null
  waitingUntil: Date | null
  photoCount: number // met in this sync
  readBackTo: Date | null // photos taken since then have been read; null: not known
  share: number // of the whole, estimated, 0..1
  finishedAt: Date | null // null: what is known of the account is not whole yet
}

export const ACTIVE_SYNC_STATES = [
  'running',
  'waiting_for_login',
  'waiting_for_mapillary',
] as const satisfies AccountSyncState[]

export function isAccountSyncActive({ state }: Pick<AccountSync, 'state'>): boolean {
  return ACTIVE_SYNC_STATES.some((active) => active === state)
}

import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { BackupFinding, BackupRepair, BackupState, BackupSubject, VaultPassKind } from '@/lib/model/backup-states'
import type { TokenKeys } from '@/lib/users/token-cipher'
import type { Pacer } from './pacer'

/** Where copies of the originals are: the backup, and the second one where there is one. */
type Stores = { backup: Backup; second: Backup | null }

/** What verification works with; without Mapillary nothing is asked of it. */
export type VaultTools = Stores & {
  db: Db
  tokenKeys: TokenKeys
  mapillary: MapillaryClient | null
  pacer: Pacer
  isSecondAway?: boolean // there is a second store that cannot be used now: nothing new is known of its copies
  patienceMs?: number // how long a file may keep its reader waiting, besides the time its size takes
}

/** An original as it was noted, claimed by one verifier. */
export type ClaimedOriginal = {
  photoId: number
  ownerId: number
  mapillaryKey: string
  key: string
  sha256: string // hex
  bytes: number
  state: BackupState | null // when it was last looked at
  copies: number
  hasCrc32: boolean // its CRC-32 is noted too
  isPictureDue: boolean // a listing found its picture for everybody to be bad: that is looked at first
  isCopyDue: boolean // a listing found its second copy to be bad, and said so
  publicPicture: { key: string; sha256: string; bytes: number } | null // kept for everybody, where its own is its owner's only
}

export type VaultPass = { id: number; kind: VaultPassKind; startedAt: Date; sequenceId: number | null }

/** `subject`: an original unless it says otherwise. */
export type VaultEvent = {
  subject?: BackupSubject
  copy: 1 | 2
  found: BackupFinding
  done: BackupRepair
  detail: string | null
}

export function isOfOriginal({ subject = 'original' }: VaultEvent): boolean {
  return subject === 'original'
}

/** How one look at an original ended. `crc32`: of the right bytes, where it was not noted yet. */
export type Verdict = { state: BackupState; copies: number; bytes: number; events: VaultEvent[]; crc32?: number | null }

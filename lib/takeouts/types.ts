import type { TakeoutState } from '@/lib/model/takeout-states'

/** A takeout as its owner sees it. */
export type Takeout = {
  id: string
  state: TakeoutState
  reason: string | null // why it ended, for people
  all: boolean
  sequenceIds: string[]
  done: number // originals that were looked at
  total: number
  bytes: number // of the files so far; when it is ready: of the archives in `parts`
  partBytes: number | null
  createdAt: string // ISO 8601
  readyAt: string | null
  expiresAt: string | null
  links: TakeoutLinks
  parts: { part: number; bytes: number; links: Pick<TakeoutLinks, 'zip' | 'signedZip'> }[]
}

/** `zip` asks for a session or a token; `signedZip` works for a day for whoever has it, so that download managers can take it. */
type TakeoutLinks = { self: string; zip: string | null; signedZip: string | null }

/** A file in an archive, and where in the backup its bytes lie: all there, or only the first `headBytes` and the rest elsewhere. */
export type TakeoutFile = {
  path: string
  bytes: number
  crc32: number
  sha256: string
  backupKey: string
  backupOffset: number
  headBytes?: number | null
  tailKey?: string | null
  tailOffset?: number | null
}

import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import type { PictureCache } from '@/lib/photos/pictures/picture-cache'
import type { TokenKeys } from '@/lib/users/token-cipher'

export type ErasureTools = {
  db: Db
  backup: Backup
  second: Backup | null // where further copies lie
  tokenKeys: TokenKeys
  cache: PictureCache
  settleMs?: number // how long work that was cancelled may take to stop
}

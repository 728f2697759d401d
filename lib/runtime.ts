import { connect, type Db } from '@/db/client'
import { createBackup } from '@/lib/backup/connect'
import type { Backup } from '@/lib/backup/types'
import { env } from '@/lib/env'
import { connectMapillary } from '@/lib/mapillary/connect'
import type { MapillaryClient } from '@/lib/mapillary/types'

export type Runtime = {
  db: Db
  mapillary: MapillaryClient
  backup: Backup
  tokenKey: Buffer // seals Mapillary tokens
  useComputedPositions: boolean
}

// Kept on globalThis so that hot reload and separately bundled routes share one pool and one limiter.
const holder = globalThis as typeof globalThis & { mtpRuntime?: Runtime }

/** The composition root: built from the environment once, on first use. Only `app` and `inngest` call it. */
export function runtime(): Runtime {
  holder.mtpRuntime ??= {
    db: connect(env().DATABASE_URL),
    mapillary: connectMapillary(env()),
    backup: createBackup(env()),
    tokenKey: Buffer.from(env().TOKEN_ENCRYPTION_KEY, 'base64'),
    useComputedPositions: env().MAPILLARY_COMPUTED_COORDINATES,
  }
  return holder.mtpRuntime
}

import { join } from 'node:path'
import { connect, type Db } from '@/db/client'
import { createBackup } from '@/lib/backup/connect'
import type { Backup } from '@/lib/backup/types'
import { env } from '@/lib/env'
import { type Limits, limitsFrom } from '@/lib/imports/limits'
import { connectMapillary } from '@/lib/mapillary/connect'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { PhotoSources } from '@/lib/photos/photo-sources'
import { createPictureCache } from '@/lib/photos/picture-cache'
import { createPictures, type Pictures } from '@/lib/photos/pictures'
import { findPublicToken } from '@/lib/users/find-public-token'

export type Runtime = {
  db: Db
  mapillary: MapillaryClient
  backup: Backup
  tokenKey: Buffer // seals Mapillary tokens
  useComputedPositions: boolean
  limits: Limits
}

// Kept on globalThis so that hot reload and separately bundled routes share one pool and one limiter.
const holder = globalThis as typeof globalThis & { mtpRuntime?: Runtime; mtpPictures?: Pictures }

/** The composition root: built from the environment once, on first use. Only `app` and `inngest` call it. */
export function runtime(): Runtime {
  holder.mtpRuntime ??= createRuntime()
  return holder.mtpRuntime
}

function createRuntime(): Runtime {
  const db = connect(env().DATABASE_URL)
  const tokenKey = Buffer.from(env().TOKEN_ENCRYPTION_KEY, 'base64')
  return {
    db,
    mapillary: connectMapillary(env(), { publicToken: () => findPublicToken({ db, tokenKey }) }),
    backup: createBackup(env()),
    tokenKey,
    useComputedPositions: env().MAPILLARY_COMPUTED_COORDINATES,
    limits: limitsFrom(env()),
  }
}

/** What `lib/photos` describes photos with. */
export function photoSources(): PhotoSources & Pick<Runtime, 'backup'> {
  return { ...runtime(), origin: new URL(env().NEXTAUTH_URL).origin }
}

/** The pictures of photos, kept in a bounded folder under the data dir. */
export function pictures(): Pictures {
  holder.mtpPictures ??= createPictures({
    ...runtime(),
    source: env().PHOTO_SOURCE,
    cache: createPictureCache({ folder: join(env().MTP_DATA_DIR, 'cache', 'pictures'), maxBytes: 2_000_000_000 }),
  })
  return holder.mtpPictures
}

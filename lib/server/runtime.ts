import { sql } from 'drizzle-orm'
import { connect, type Db } from '@/db/client'
import { createBackup } from '@/lib/backup/connect'
import type { Backup } from '@/lib/backup/types'
import { defaultLimits } from '@/lib/config/default-limits'
import { devServerUrl } from '@/lib/config/dev-server-url'
import { type Env, env } from '@/lib/config/env'
import { createGazetteer, type Gazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import { type AccountLists, createAccountLists } from '@/lib/imports/importable/account-lists'
import type { FoundSequence } from '@/lib/imports/importable/list-importable'
import { guardStore } from '@/lib/manifests/guard-store'
import { forVisitors } from '@/lib/mapillary/for-visitors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { type Limits, rateLimitsOf } from '@/lib/model/limits'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { createSettingsReader, type SettingsReader } from '@/lib/server/administration/settings-reader'
import { createSessionCache, type SessionCache } from '@/lib/server/auth/session-cache'
import { createReadiness, type Readiness, reach } from '@/lib/server/check-readiness'
import { mapillaryBreaker, ownMapillary } from '@/lib/server/mapillary'
import { createRateLimiter, type RateLimiter } from '@/lib/server/rate-limits/limiter'
import type { TokenKeys } from '@/lib/users/token-cipher'

export type Runtime = {
  db: Db
  mapillary: MapillaryClient
  backup: Backup
  tokenKeys: TokenKeys // seal Mapillary tokens
  useComputedPositions: boolean
  limits: Limits // those that count now
  gazetteer: Gazetteer
}

const BUCKET_TRUST_MS = 10_000 // buckets are not unplugged, and each look is a request

// Kept on globalThis so that hot reload and separately bundled routes share one pool and one limiter.
const holder = globalThis as typeof globalThis & {
  mtpRuntime?: Runtime
  mtpRateLimiter?: RateLimiter
  mtpSessionCache?: SessionCache
  mtpAccountLists?: AccountLists<FoundSequence[]>
  mtpReadiness?: () => Promise<Readiness>
  mtpSettings?: SettingsReader
}

/** The composition root: built from the environment once, on first use. Only `app` and `inngest` call it. */
export function runtime(): Runtime {
  holder.mtpRuntime ??= createRuntime()
  return holder.mtpRuntime
}

function createRuntime(): Runtime {
  const db = connect(env().DATABASE_URL)
  const tokenKeys = env().TOKEN_ENCRYPTION_KEY
  return {
    db,
    mapillary: forVisitors(ownMapillary({ db, tokenKeys }), mapillaryBreaker()),
    backup: guardStore(
      { db, backup: createBackup(env()) },
      { trustMs: env().AWS_S3_MAPILLARY_BUCKET ? BUCKET_TRUST_MS : 0 },
    ),
    tokenKeys,
    useComputedPositions: env().MAPILLARY_COMPUTED_COORDINATES,
    get limits() {
      return settings().limits()
    },
    gazetteer: createGazetteer(),
  }
}

/** For work that waits for Mapillary by a table of its own, however long it is away: imports, syncs, verification. */
export function durableRuntime(): Runtime {
  return { ...runtime(), mapillary: ownMapillary(runtime()) }
}

/** What `lib/photos` describes photos with. */
export function photoSources(): PhotoSources & Pick<Runtime, 'mapillary' | 'backup'> & { showsOriginals: boolean } {
  const origin = new URL(env().NEXTAUTH_URL).origin
  return { ...runtime(), origin, showsOriginals: pictureSource() !== 'mapillary' }
}

/** Where pictures of photos come from. */
export function pictureSource(): Env['PHOTO_SOURCE'] {
  return runtime().mapillary.hasEnded ? 'backup' : env().PHOTO_SOURCE
}

/** What admins have set. */
export function settings(): SettingsReader {
  holder.mtpSettings ??= createSettingsReader(runtime().db, defaultLimits(env()))
  return holder.mtpSettings
}

/** Counts the requests of each caller. */
export function rateLimiter(): RateLimiter {
  holder.mtpRateLimiter ??= createRateLimiter(runtime().db, () => rateLimitsOf(settings().limits()))
  return holder.mtpRateLimiter
}

/** Who is logged in. One for all routes of this process, so that a log-out is known to all of them at once. */
export function sessionCache(): SessionCache {
  holder.mtpSessionCache ??= createSessionCache(runtime().db)
  return holder.mtpSessionCache
}

/** What v3 listed of accounts. Another process has its own: a list is a minute old at most. */
export function accountLists(): AccountLists<FoundSequence[]> {
  holder.mtpAccountLists ??= createAccountLists()
  return holder.mtpAccountLists
}

/** Tells whether the database, the backup and the engine that runs the steps answer. Inngest Cloud is not asked. */
export function readiness(): () => Promise<Readiness> {
  const { db, backup } = runtime()
  const engineUrl = devServerUrl(env()) ?? env().INNGEST_BASE_URL
  holder.mtpReadiness ??= createReadiness({
    database: async () => db.execute(sql`select 1`),
    backup: () => backup.check(),
    runner: async () => engineUrl && reach(new URL(env().MTP_EMBEDDED_RUNNER ? '/healthz' : '/health', engineUrl).href),
  })
  return holder.mtpReadiness
}

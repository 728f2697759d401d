import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect, type Db } from '@/db/client'
import { createBackup, createSecondBackup } from '@/lib/backup/connect'
import type { Backup } from '@/lib/backup/types'
import { type BlurService, createBlurService } from '@/lib/blurs/blur-service'
import { defaultLimits } from '@/lib/config/default-limits'
import { devServerUrl } from '@/lib/config/dev-server-url'
import { env } from '@/lib/config/env'
import { createGazetteer, type Gazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import { type AccountLists, createAccountLists } from '@/lib/imports/importable/account-lists'
import type { FoundSequence } from '@/lib/imports/importable/list-importable'
import { guardStore } from '@/lib/manifests/guard-store'
import { forVisitors } from '@/lib/mapillary/for-visitors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { metrics } from '@/lib/metrics/metrics'
import { type Limits, rateLimitsOf } from '@/lib/model/limits'
import { drawInner, drawOriginal, drawPreview } from '@/lib/photos/drawing/draw'
import { drawBlurred } from '@/lib/photos/drawing/draw-blurred'
import { createDrawingProcess } from '@/lib/photos/drawing/drawing-process'
import type { Drawer } from '@/lib/photos/drawing/types'
import { noteDrawn } from '@/lib/photos/pictures/note-drawn'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { openPictureCache, type PictureCache } from '@/lib/photos/pictures/picture-cache'
import { createPictures, type Pictures } from '@/lib/photos/pictures/pictures'
import { createSettingsReader, type SettingsReader } from '@/lib/server/administration/settings-reader'
import { createSessionCache, type SessionCache } from '@/lib/server/auth/session-cache'
import { createReadiness, type Readiness, reach } from '@/lib/server/check-readiness'
import { log } from '@/lib/server/log'
import { createStyleReader, type StyleReader } from '@/lib/server/map/create-style-reader'
import { mapillaryBreaker, ownMapillary } from '@/lib/server/mapillary'
import { createRateLimiter, type RateLimiter } from '@/lib/server/rate-limits/limiter'
import { createReader, type Reader } from '@/lib/server/replica'
import { createTileCache, type TileCache } from '@/lib/tiles/tile-cache'
import type { TokenKeys } from '@/lib/users/token-cipher'
import type { NightSettings } from '@/lib/vault/night-budget'
import { createPacer } from '@/lib/vault/pacer'
import type { VaultTools } from '@/lib/vault/types'

export type Runtime = {
  db: Db
  mapillary: MapillaryClient
  backup: Backup
  tokenKeys: TokenKeys // seal Mapillary tokens
  useComputedPositions: boolean
  limits: Limits // those that count now
  gazetteer: Gazetteer
}

const TILE_CONNECTIONS = 4
const BUCKET_TRUST_MS = 10_000 // buckets are not unplugged, and each look is a request

// Kept on globalThis so that hot reload and separately bundled routes share one pool and one limiter.
const holder = globalThis as typeof globalThis & {
  mtpRuntime?: Runtime
  mtpPictures?: Pictures
  mtpDrawer?: Drawer
  mtpPictureCache?: PictureCache
  mtpStyles?: StyleReader
  mtpTileDb?: Db
  mtpTileReader?: Reader
  mtpSearchReader?: Reader
  mtpTiles?: TileCache
  mtpRateLimiter?: RateLimiter
  mtpSessionCache?: SessionCache
  mtpAccountLists?: AccountLists<FoundSequence[]>
  mtpReadiness?: () => Promise<Readiness>
  mtpVaultTools?: VaultTools
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
export function photoSources(): PhotoSources & Pick<Runtime, 'mapillary' | 'backup'> {
  return { ...runtime(), origin: new URL(env().NEXTAUTH_URL).origin }
}

export function pictureCache(): PictureCache {
  holder.mtpPictureCache ??= openPictureCache(env().MTP_DATA_DIR)
  return holder.mtpPictureCache
}

/** What reads the styles of map grounds from their servers. */
export function styleReader(): StyleReader {
  holder.mtpStyles ??= createStyleReader({
    tellFailure: (url, reason) => log().warn({ url, reason }, 'The style of a map ground cannot be read'),
  })
  return holder.mtpStyles
}

/** The pictures of photos, kept in a bounded folder under the data dir. */
export function pictures(): Pictures {
  if (holder.mtpPictures) return holder.mtpPictures
  const scratchFolder = join(env().MTP_DATA_DIR, 'cache', 'drawing')
  rmSync(scratchFolder, { recursive: true, force: true }) // what a process that was killed left
  holder.mtpPictures = createPictures({
    ...runtime(),
    breaker: mapillaryBreaker(),
    source: runtime().mapillary.hasEnded ? 'backup' : env().PHOTO_SOURCE,
    drawer: drawer(),
    scratchFolder,
    noteDrawn: (photoId, isDrawn) => noteDrawn(runtime().db, photoId, isDrawn),
    cache: pictureCache(),
  })
  return holder.mtpPictures
}

/** What draws pictures. The launcher builds the drawing process; without it they are drawn here. */
export function drawer(): Drawer {
  const script = env().MTP_DRAWING_PROCESS
  holder.mtpDrawer ??= counted(
    script === undefined ? { drawOriginal, drawInner, drawPreview, drawBlurred } : createDrawingProcess(script),
  )
  return holder.mtpDrawer
}

function counted(drawing: Drawer): Drawer {
  const count = <T>(drawn: Promise<T>) =>
    drawn.then(
      (picture) => {
        metrics().drawings.inc({ result: 'drawn' })
        return picture
      },
      (error: unknown) => {
        metrics().drawings.inc({ result: 'failed' })
        throw error
      },
    )
  return {
    drawOriginal: (...of) => count(drawing.drawOriginal(...of)),
    drawInner: (...of) => count(drawing.drawInner(...of)),
    drawPreview: (...of) => count(drawing.drawPreview(...of)),
    drawBlurred: (...of) => count(drawing.drawBlurred(...of)),
  }
}

/** What finds faces and number plates; null: people draw them. */
export function blurService(): BlurService | null {
  const url = env().BLUR_URL
  return url === undefined ? null : createBlurService(url)
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

/** Where searches read. */
export function searchReader(): Reader {
  const replicaUrl = env().DATABASE_READ_URL
  holder.mtpSearchReader ??= createReader({
    primary: runtime().db,
    replica: replicaUrl ? connect(replicaUrl) : null,
  })
  return holder.mtpSearchReader
}

/** What `lib/tiles` serves tiles with. The public ones have few connections of their own: no search keeps them waiting, and each knows their plans. */
export function tileTools(): { tileDb: Db; tileReader: Reader; searchReader: Reader; tileCache: TileCache } {
  holder.mtpTileDb ??= connect(env().DATABASE_URL, { max: TILE_CONNECTIONS, hasNames: true })
  holder.mtpTiles ??= createTileCache({ maxBytes: 64_000_000 })
  const replicaUrl = env().DATABASE_READ_URL
  holder.mtpTileReader ??= createReader({
    primary: holder.mtpTileDb,
    replica: replicaUrl ? connect(replicaUrl, { max: TILE_CONNECTIONS, hasNames: true }) : null,
  })
  return {
    tileDb: holder.mtpTileDb,
    tileReader: holder.mtpTileReader,
    searchReader: searchReader(),
    tileCache: holder.mtpTiles,
  }
}

/** What verification works with. All passes of a process share one pace. */
export function vaultTools(): VaultTools {
  holder.mtpVaultTools ??= {
    ...durableRuntime(),
    ...(runtime().mapillary.hasEnded && { mapillary: null }),
    second: createSecondBackup(env()),
    pacer: createPacer(env().MTP_VERIFY_MBPS * 1_000_000),
  }
  return holder.mtpVaultTools
}

/** In how many stores each original is to be. */
export function copiesWanted(): number {
  return vaultTools().second ? 2 : 1
}

/** How long originals are read each night, and how fast at most. */
export function verificationSettings(): NightSettings {
  return { minutes: env().MTP_VERIFY_MINUTES_PER_NIGHT, megabytesPerSecond: env().MTP_VERIFY_MBPS }
}

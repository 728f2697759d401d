import { join } from 'node:path'
import { connect, type Db } from '@/db/client'
import { env } from '@/lib/config/env'
import { log } from '@/lib/server/log'
import { createStyleReader, type StyleReader } from '@/lib/server/map/create-style-reader'
import { createReader, type Reader } from '@/lib/server/replica'
import { runtime } from '@/lib/server/runtime'
import { type FineLine, readFineGround } from '@/lib/tiles/ground/fine-ground'
import { createTileCache, type TileCache } from '@/lib/tiles/tile-cache'

const TILE_CONNECTIONS = 4

// Kept on globalThis so that hot reload and separately bundled routes share them.
const holder = globalThis as typeof globalThis & {
  mtpStyles?: StyleReader
  mtpTileDb?: Db
  mtpTileReader?: Reader
  mtpSearchReader?: Reader
  mtpTiles?: TileCache
  mtpFineGround?: Promise<FineLine[]>
}

/** What reads the styles of map grounds from their servers. */
export function styleReader(): StyleReader {
  holder.mtpStyles ??= createStyleReader({
    tellFailure: (url, reason) => log().warn({ url, reason }, 'The style of a map ground cannot be read'),
  })
  return holder.mtpStyles
}

/** Coasts and borders of the bundled ground, read when a map first needs them: some 3 MB. */
export function fineGround(): Promise<FineLine[]> {
  holder.mtpFineGround ??= readFineGround(join(process.cwd(), 'public/map/fine.bin')).catch((error: unknown) => {
    delete holder.mtpFineGround
    throw error
  })
  return holder.mtpFineGround
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

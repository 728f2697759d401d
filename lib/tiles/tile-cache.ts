import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { metrics } from '@/lib/metrics/metrics'

const LEVEL = 1 // tiles are packed already: higher levels save two percent at most, in twice the time
const ENTRY_BYTES = 300 // of memory, besides the body
const SMALL_BYTES = 32_000 // compressing so few takes less time than another thread takes to start

/** A tile as it is sent: `gzip` holds no bytes where there is nothing. */
export type SentTile = { etag: string; gzip: Buffer<ArrayBuffer> }

type Entry = { revision: number; tile: SentTile }

export type TileCache = {
  /** The tile as it is at `revision` of the map or later; rendered once for all who ask at the same time. */
  get: (name: string, revision: number, render: () => Promise<Buffer>) => Promise<SentTile>
}

/** Keeps the tiles that were used last, compressed, up to `maxBytes`. A tile of another revision counts as none. */
export function createTileCache({ maxBytes }: { maxBytes: number }): TileCache {
  const entries = new LRUCache<string, Entry>({ maxSize: maxBytes, sizeCalculation: sizeOf })
  const rendering = new Map<string, Promise<SentTile>>()
  return {
    async get(name, revision, render) {
      const entry = entries.get(name)
      const isKept = entry?.revision === revision
      metrics().tiles.inc({ cache: isKept ? 'hit' : 'miss' })
      if (isKept) return entry.tile
      const key = `${name} ${revision}`
      const running = rendering.get(key) ?? toSentTile(render()).finally(() => rendering.delete(key))
      rendering.set(key, running)
      const tile = await running
      if ((entries.peek(name)?.revision ?? -1) < revision) entries.set(name, { revision, tile })
      return tile
    },
  }
}

/** As it is sent: compressed, with the hash of what it holds. */
export async function toSentTile(rendered: Promise<Buffer>): Promise<SentTile> {
  const body = await rendered
  const hash = createHash('sha1').update(body).digest('base64url')
  return { etag: `W/"${hash}"`, gzip: body.length === 0 ? Buffer.alloc(0) : await compress(body) }
}

async function compress(body: Buffer): Promise<Buffer<ArrayBuffer>> {
  if (body.length <= SMALL_BYTES) return gzipSync(body, { level: LEVEL })
  return promisify(gzip)(body, { level: LEVEL, chunkSize: body.length }) // in one go: each chunk would wait for its turn
}

function sizeOf({ tile }: Entry): number {
  return tile.gzip.length + ENTRY_BYTES
}

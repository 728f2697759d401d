import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'

const LEVEL = 1 // tiles are packed already: higher levels save two percent at most, in twice the time
const ENTRY_BYTES = 300 // what an entry costs beside its body

const SMALL_BYTES = 32_000 // compressed here in less time than another thread takes to begin

/** A tile as it is sent: `gzip` holds no bytes where there is nothing. */
export type SentTile = { etag: string; gzip: Buffer<ArrayBuffer> }

type Entry = { revision: number; tile: SentTile }

export type TileCache = {
  /** The tile as it is at `revision` of the map or later; rendered once for all who ask at the same time. */
  get: (name: string, revision: number, render: () => Promise<Buffer>) => Promise<SentTile>
}

/** Keeps the tiles asked for last, compressed, up to `maxBytes`. A tile of another revision counts as none. */
export function createTileCache({ maxBytes }: { maxBytes: number }): TileCache {
  const kept = new Map<string, Entry>() // the one used last at the end
  const underWay = new Map<string, Promise<SentTile>>()
  let bytes = 0

  function keep(name: string, entry: Entry) {
    forget(name)
    kept.set(name, entry)
    bytes += costOf(entry)
    for (const oldest of kept.keys()) {
      if (bytes <= maxBytes) break
      forget(oldest)
    }
  }

  function forget(name: string) {
    const entry = kept.get(name)
    if (entry && kept.delete(name)) bytes -= costOf(entry)
  }

  return {
    async get(name, revision, render) {
      const entry = kept.get(name)
      if (entry?.revision === revision) {
        kept.delete(name)
        kept.set(name, entry)
        return entry.tile
      }
      const flight = `${name} ${revision}`
      const running = underWay.get(flight) ?? toSentTile(render()).finally(() => underWay.delete(flight))
      underWay.set(flight, running)
      const tile = await running
      if ((kept.get(name)?.revision ?? -1) < revision) keep(name, { revision, tile })
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

function costOf({ tile }: Entry): number {
  return tile.gzip.length + ENTRY_BYTES
}

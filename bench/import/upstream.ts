// The upstream of the import benchmark, a process of its own: the demo Mapillary with a set latency and bandwidth, where
// pictures and detections are ready-made instead of drawn. Options as JSON in the first argument.
import { randomFillSync } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import sharp from 'sharp'
import { createDemoServer } from '@/demo/server'
import { detectionFeature } from '@/demo/v3/features'
import { collection } from '@/demo/v3/paging'
import { Query } from '@/demo/v3/query'
import { directoryOf } from '@/demo/v4/ids'
import { maskOf } from '@/demo/v4/mask'
import { createWorld, type DemoPhoto } from '@/demo/world'
import { type UpstreamCounts, UpstreamOptions } from './upstream-options'

const CHUNK_BYTES = 64 * 1024
const THUMBNAIL_BYTES = 400_000 // about as many as Mapillary's of 2,048 pixels
const LAYERS = { trafficsigns: 1, instances: 7, segmentations: 11 } as const // on a photo, as in the demo's own pictures
const POINTS = 24 // of a polygon
const PREFIXES = ['regulatory', 'object', 'construction'] // of v4's values, for these layers (lib/mapillary/v4/layers.ts)
const MASKS = Array.from({ length: Math.max(...Object.values(LAYERS)) }, (_, number) =>
  maskOf([[ringAround(0.1 + number / 20)]]),
)

const { username, sequences, drawsThumbnails, latencyMs, bytesPerSecond } = UpstreamOptions.parse(
  JSON.parse(process.argv[2] ?? '{}'),
)
const counts: UpstreamCounts = { originals: {}, others: {}, inFlight: 0, bytes: 0 }
const pictures = new Map<number, Buffer>() // by size
let linkIsFreeAt = 0

const demo = createDemoServer({
  latencyMs,
  world: createWorld({ sequences: sequences.map(({ photos }) => ({ username, photos, originalWidth: 320 })) }),
  async intercept(request, response) {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    if (url.pathname === '/counts') return json(response, counts)
    const original = originalOf(url)
    if (original) {
      counts.originals[original.key] = (counts.originals[original.key] ?? 0) + 1
      await sendPicture(bytesOf(original), response)
      return true
    }
    const [, version, list = '', more = ''] = url.pathname.split('/')
    const what =
      version === 'images' ? 'thumbnails' : version === 'v4' && /^\d+$/.test(list) ? more || 'one entity' : list
    counts.others[what] = (counts.others[what] ?? 0) + 1
    const shown = !drawsThumbnails && version === 'images' && demo.world.photos.get(list)
    if (shown) {
      await sendPicture(Math.min(THUMBNAIL_BYTES, bytesOf(shown)), response)
      return true
    }
    if (what === 'object_detections') return sendDetections(url, more, response)
    return what === 'detections' && sendDetectionsOf(list, response)
  },
})

/** The photo whose original is asked for: by v3's call, or at the address that v4 gave. */
function originalOf(url: URL): DemoPhoto | undefined {
  const [, key = ''] = /^\/v3\/images\/([^/]+)\/download_original$/.exec(url.pathname) ?? []
  const [, id = ''] = /^\/store\/(\d+)\/original\.jpg$/.exec(url.pathname) ?? []
  return demo.world.photos.get(key) ?? directoryOf(demo.world).photos.get(id)
}

function bytesOf({ sequence }: DemoPhoto): number {
  return sequences.find(({ photos }) => photos === sequence.photos.length)?.originalBytes ?? 0
}

async function sendPicture(sizeBytes: number, response: ServerResponse): Promise<void> {
  const bytes = pictures.get(sizeBytes) ?? (await jpegOf(sizeBytes))
  pictures.set(sizeBytes, bytes)
  counts.inFlight += 1
  response.once('close', () => {
    counts.inFlight -= 1
  })
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': sizeBytes })
  for (let at = 0; at < sizeBytes && !response.destroyed; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES)
    await link(chunk.length)
    counts.bytes += chunk.length
    if (!response.write(chunk)) await drained(response)
  }
  response.end()
}

/** Waits until the one link that all answers share has had time for so many bytes. */
async function link(sizeBytes: number): Promise<void> {
  if (bytesPerSecond === null) return
  const now = performance.now()
  linkIsFreeAt = Math.max(now, linkIsFreeAt) + (sizeBytes / bytesPerSecond) * 1000
  if (linkIsFreeAt - now > 1) await delay(linkIsFreeAt - now)
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      for (const event of ['drain', 'close']) response.off(event, end)
      done()
    }
    for (const event of ['drain', 'close']) response.once(event, end)
  })
}

/** The head of a JPEG of twelve megapixels, one scan of random data with its FF bytes stuffed as an encoder does, and an end marker. */
async function jpegOf(sizeBytes: number): Promise<Buffer> {
  const grey = { width: 4_000, height: 3_000, channels: 3, background: 'grey' } as const
  const drawn = await sharp({ create: grey }).jpeg().toBuffer()
  const scan = drawn.indexOf(Buffer.from([0xff, 0xda]))
  const head = drawn.subarray(0, scan + 2 + drawn.readUInt16BE(scan + 2))
  const bytes = randomFillSync(Buffer.alloc(sizeBytes))
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) bytes[at + 1] = 0
  bytes.set(head, 0)
  bytes[head.length] = 0 // whatever was stuffed there
  bytes.set([0, 0xff, 0xd9], sizeBytes - 3)
  return bytes
}

function sendDetections(url: URL, layer: string, response: ServerResponse): boolean {
  if (layer !== 'trafficsigns' && layer !== 'instances' && layer !== 'segmentations') return false
  const query = Query.parse(Object.fromEntries(url.searchParams))
  const photos = (query.image_keys ?? []).flatMap((key) => demo.world.photos.get(key) ?? [])
  const found = photos.flatMap((photo) => Array.from({ length: LAYERS[layer] }, (_, number) => ({ photo, number })))
  const { body, headers = {} } = collection(url, query, found, ({ photo, number }) =>
    detectionFeature(photo, {
      key: `${photo.key}-${layer}-${number}`,
      layer,
      value: `object--${layer}-${number}`,
      score: 0.9,
      area: 0.02,
      ring: ringAround(0.1 + number / 20),
    }),
  )
  return json(response, body, headers)
}

/** v4: all layers of one photo, told apart by their values. */
function sendDetectionsOf(id: string, response: ServerResponse): boolean {
  const data = Object.values(LAYERS).flatMap((count, layer) =>
    Array.from({ length: count }, (_, number) => ({
      id: `${id}${layer}${String(number).padStart(2, '0')}`,
      value: `${PREFIXES[layer]}--${number}`,
      geometry: MASKS[number],
      created_at: '2020-06-01T09:30:00+0000',
    })),
  )
  return json(response, { data })
}

function ringAround(middle: number): [number, number][] {
  return Array.from({ length: POINTS + 1 }, (_, index) => {
    const angle = ((index % POINTS) / POINTS) * 2 * Math.PI
    return [middle + Math.cos(angle) / 20, 0.5 + Math.sin(angle) / 20]
  })
}

function json(response: ServerResponse, body: unknown, headers: Record<string, string> = {}): true {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  return true
}

const origin = await demo.listen()
process.on('disconnect', () => process.exit()) // the benchmark ended, however it did
process.send?.({ origin, sequenceKeys: sequences.map(({ photos }) => keyOf(photos)) })

function keyOf(photos: number): string {
  return demo.world.sequences.find((sequence) => sequence.photos.length === photos)?.key ?? ''
}

import dns from 'node:dns'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterEach, describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { parseEnv } from '@/lib/config/env'
import { photosOfSequence } from '@/lib/exports/list-photos'
import { PHOTO_WRITERS } from '@/lib/exports/writers'
import { createBreaker, isAway } from '@/lib/mapillary/breaker'
import { connectMapillary } from '@/lib/mapillary/connect'
import { forVisitors } from '@/lib/mapillary/for-visitors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { PHOTO_FORMATS } from '@/lib/model/export-formats'
import { describeOembed } from '@/lib/photos/describe-oembed'
import { drawHere } from '@/lib/photos/drawing/draw-here'
import { getPhoto } from '@/lib/photos/get-photo'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { createPictureCache } from '@/lib/photos/pictures/picture-cache'
import { createPictures } from '@/lib/photos/pictures/pictures'
import { searchPhotos } from '@/lib/search/search-photos'
import { getSequence } from '@/lib/sequences/get-sequence'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence } from '@/tests/support/factories'

const ORIGIN = 'https://paths.test'
const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closers.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((closed) => server.close(closed))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Ways in which Mapillary is away; each gives an address where it should be. */
const BLACK_HOLES: Record<string, () => Promise<string>> = {
  'a name that nobody knows': async () => 'http://mapillary.invalid',
  async 'a name for which no answer comes'() {
    const { lookup } = dns
    dns.lookup = Object.assign(() => undefined, lookup)
    closers.push(async () => {
      dns.lookup = lookup
    })
    return 'http://mapillary.invalid'
  },
  async 'a port that is closed'() {
    const server = createServer()
    const origin = await listen(server)
    await closers.pop()?.()
    return origin
  },
  'a port that accepts and says nothing': () => listen(createTcpServer(() => undefined)),
  'an encrypted connection that is never agreed on': async () =>
    (await listen(createTcpServer(() => undefined))).replace('http:', 'https:'),
  'an encrypted connection that nobody can trust': async () =>
    (await listen(createServer((_request, response) => response.end()))).replace('http:', 'https:'),
  '503': () => listen(createServer((_request, response) => response.writeHead(503).end())),
  'a web page instead of data and pictures': () =>
    listen(
      createServer((_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Back soon</title>'),
      ),
    ),
  'bytes that stop coming': () =>
    listen(
      createServer((_request, response) =>
        response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': '50000' }).write('x'),
      ),
    ),
}

/** The client of a site, with little patience, and how often it was really asked. */
function clientOf(origin: string, version: 'v3' | 'v4') {
  const env = parseEnv({
    DATABASE_URL: 'postgres://unused',
    MAPILLARY_API: version,
    MAPILLARY_API_URL: `${origin}/${version}`,
    MAPILLARY_IMAGES_URL: `${origin}/images`,
    MAPILLARY_CLIENT_ID: 'client',
    MAPILLARY_CLIENT_SECRET: 'secret',
    NEXTAUTH_URL: ORIGIN,
    NEXTAUTH_SECRET: 'only-for-tests-0123456789',
    TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  })
  const timeouts = { connectMs: 300, answerMs: 300, stallMs: 300 }
  const client = connectMapillary(env, { publicToken: async () => 'public', timeouts })
  let calls = 0
  const counted = <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    ((...args: A) => {
      calls += 1
      return call(...args)
    }) satisfies (...args: A) => Promise<T>
  const mapillary: MapillaryClient = {
    ...client,
    getMe: counted(client.getMe),
    getSequence: counted(client.getSequence),
    getImages: counted(client.getImages),
    downloadThumbnail: counted(client.downloadThumbnail),
  }
  return { mapillary, calls: () => calls }
}

/** A public sequence whose originals only their owner sees, with the pictures that are kept for others, or whose originals are blurred. */
async function walk(db: Db, form: 'uploaded' | 'processed') {
  const sequence = await insertSequence(db, { name: 'A walk' })
  const ids: number[] = []
  for (let n = 1; n <= 8; n += 1) {
    const file = { backupKey: `ada/1/PHOTO_${n}.jpg`, backupForm: form, backupBytes: 9, backedUpAt: new Date() }
    const publicKey = form === 'uploaded' ? `.public/ada/1/PHOTO_${n}.jpg` : null
    const mapillaryKey = `${sequence.id}000${n}`
    ids.push((await insertPhoto(db, { sequenceId: sequence.id, n, mapillaryKey, ...file, publicKey })).id)
  }
  return { sequenceId: sequence.id, ids }
}

async function site(db: Db, { mapillary, form }: { mapillary: MapillaryClient; form: 'uploaded' | 'processed' }) {
  const folder = await mkdtemp(join(tmpdir(), 'mtp-away-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  const jpeg = await sharp({ create: { width: 400, height: 200, channels: 3, background: 'green' } })
    .jpeg()
    .toBuffer()
  const asked: string[] = []
  const backup = {
    async get(key: string) {
      asked.push(key)
      return { body: Readable.from([jpeg]), object: { key, sizeBytes: jpeg.length, metadata: {} } }
    },
  }
  const breaker = createBreaker()
  const pictures = createPictures({
    mapillary,
    breaker,
    backup,
    source: 'auto',
    cache: createPictureCache({ folder, maxBytes: 1e9 }),
    drawer: drawHere,
    scratchFolder: join(folder, 'drawing'),
    noteDrawn: async () => undefined,
  })
  const sources = { db, mapillary: forVisitors(mapillary, breaker), backup, origin: ORIGIN, showsOriginals: true }
  return { pictures, sources, asked, ...(await walk(db, form)) }
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

describe.each(Object.keys(BLACK_HOLES))('while Mapillary is %s', (name) => {
  test.for([
    ['v3', 'uploaded'],
    ['v4', 'processed'],
  ] as const)(
    'every picture comes from our own copies, and Mapillary is asked three times (%s)',
    async ([version, form], { db }) => {
      const { mapillary, calls } = clientOf((await BLACK_HOLES[name]?.()) ?? '', version)
      const { pictures, sources, asked, ids, sequenceId } = await site(db, { mapillary, form })
      for (const photoId of ids) {
        const picture = await pictures.find(await getPhotoFile(db, { photoId, viewer: null }), 320)
        expect(await sharp(picture ?? undefined).metadata()).toMatchObject({ format: 'jpeg', width: 320 })
      }
      expect(calls()).toBe(3)
      expect(new Set(asked).size).toBe(ids.length)
      expect(asked.every((key) => key.startsWith('.public/') === (form === 'uploaded'))).toBe(true)

      const [photoId = 0] = ids
      expect(await pictures.findPreview(await getPhotoFile(db, { photoId, viewer: null }))).not.toBeNull()
      const refusal = await sources.mapillary.getSequence('token', 'a').catch((error: unknown) => error)
      expect(isAway(refusal)).toBe(true) // an import or a comparison that is asked for now is told so at once
      expect(calls()).toBe(3)
      expect((await getSequence(db, { sequenceId, viewer: null })).isPublic).toBe(true)
      const marked = await db.select({ deniedAt: photos.deniedAt, goneAt: photos.goneAt }).from(photos)
      expect(marked).toEqual(ids.map(() => ({ deniedAt: null, goneAt: null }))) // an outage says nothing about photos
    },
  )
})

test('pages, searches, exports and embeds never ask Mapillary', async ({ db }) => {
  const { mapillary, calls } = clientOf('http://mapillary.invalid', 'v3')
  const { sources, ids, sequenceId } = await site(db, { mapillary, form: 'uploaded' })
  const [photoId = 0] = ids
  const photo = await getPhoto(sources, { photoId, viewer: null })
  expect(photo.properties).toMatchObject({ n: 1, total: 8, links: { page: `${ORIGIN}/photos/${photoId}` } })
  const found = await searchPhotos(sources, { params: new URLSearchParams(), limit: 50, viewer: null })
  expect(found).toMatchObject({ features: ids.map(() => ({ type: 'Feature' })) })
  expect((await getSequence(db, { sequenceId, viewer: null })).name).toBe('A walk')
  for (const format of PHOTO_FORMATS) {
    const list = photosOfSequence(sources, { sequenceId, viewer: null })
    const text = await textOf(PHOTO_WRITERS[format]({ title: 'A walk', isTrack: true, photos: list }))
    expect(text.split(`${ORIGIN}/photos/`).length).toBeGreaterThan(8)
  }
  const url = `${ORIGIN}/photos/${photoId}`
  const embed = describeOembed(photo, { url, origin: ORIGIN, maxWidth: 2_000, maxHeight: 2_000 })
  expect(embed).toMatchObject({ type: 'rich', thumbnail_url: `${url}/preview.jpg` })
  expect(calls()).toBe(0)
})

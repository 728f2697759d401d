import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileOf } from '@/cli/bag.mjs'
import { layOutZip } from '@/lib/takeouts/zip/lay-out-zip'

const cli = join(import.meta.dirname, '../../../cli/mtp.mjs')
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A small bag of so many photos as a ZIP archive. */
function archive(count = 20): Buffer {
  const data = Array.from({ length: count }, (_, n) => ({
    path: `data/ada/7/PHOTO_${n}.jpg`,
    bytes: Buffer.alloc(9_000, n),
  }))
  const lines = (files: typeof data) =>
    Buffer.from(files.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).join(''))
  const manifest = { path: 'manifest-sha256.txt', bytes: lines(data) }
  const files = [...data, manifest, { path: 'tagmanifest-sha256.txt', bytes: lines([manifest]) }]
  const layout = layOutZip(files.map(({ path, bytes }) => ({ path, sizeBytes: bytes.length, crc32: crc32(bytes) })))
  const pieces = [...layout.bytesBetween(0, layout.sizeBytes)]
  return Buffer.concat(
    pieces.map((piece) => ('bytes' in piece ? piece.bytes : (files[piece.entry]?.bytes ?? Buffer.alloc(0)))),
  )
}

let folder: string
let close: () => Promise<void>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mtp-takeout-'))
})
afterEach(async () => {
  await close()
  await rm(folder, { recursive: true })
})

/**
 * A site with a takeout whose downloads break off after 40,000 bytes each; `ranges`: what was asked for. After every second break the whole
 * site is away for a moment, as when its process was killed.
 */
async function startSite(first: Buffer) {
  const ranges: (string | undefined)[] = []
  const state = { bytes: first, sent: 0, refused: 0 }
  const server = createServer((request, response) => {
    const { bytes } = state
    if (state.refused > 0) {
      state.refused -= 1
      request.socket.destroy()
      return
    }
    const json = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body))
    const links = { zip: `${site}/api/v1/takeouts/5.zip` }
    const takeout = {
      id: '5',
      state: 'ready',
      done: 1,
      total: 1,
      links,
      parts: [{ part: 1, bytes: bytes.length, links }],
    }
    if (request.method === 'DELETE') return response.writeHead(204).end()
    if (request.method === 'POST') return json(202, { ...takeout, state: 'making' })
    if (request.url === '/api/v1/takeouts') return json(200, { takeouts: [takeout] })
    if (request.url === '/api/v1/takeouts/5') return json(200, takeout)
    ranges.push(request.headers.range)
    const [, start = 0, end = bytes.length - 1] = /(\d+)-(\d+)?/.exec(request.headers.range ?? '')?.map(Number) ?? []
    const isWhole = sendSome(
      response,
      bytes.subarray(0, (end || bytes.length - 1) + 1),
      start,
      request.headers.range !== undefined,
    )
    if (isWhole) return
    state.sent += 1
    if (state.sent % 2 === 0) state.refused = 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const site = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  close = () => new Promise((resolve) => server.close(() => resolve()))
  const env = { ...process.env, MTP_SITE: site, MTP_TOKEN: 'mtp_x' }
  const mtp = (args: string[]) =>
    new Promise<{ code: unknown; out: string }>((done) =>
      execFile(process.execPath, [cli, 'takeout', '--to', folder, ...args], { env }, (error, stdout, stderr) =>
        done({ code: error?.code ?? 0, out: stdout + stderr }),
      ),
    )
  return { ranges, mtp, state }
}

/** False: the line breaks before the end. */
function sendSome(response: ServerResponse, bytes: Buffer, start: number, isPart: boolean): boolean {
  const headers = { etag: '"a"', 'content-length': bytes.length - start, connection: 'close' }
  response.writeHead(isPart ? 206 : 200, headers)
  const rest = bytes.subarray(start)
  if (rest.length <= 40_000) response.end(rest)
  else response.write(rest.subarray(0, 40_000), () => setImmediate(() => response.destroy()))
  return rest.length <= 40_000
}

test('a takeout whose line breaks is whole in the end, checked, and not fetched twice', async () => {
  const bytes = archive()
  const { ranges, mtp } = await startSite(bytes)
  const first = await mtp(['7'])
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining('21 files checked, 0 wrong') })
  expect((await readFile(join(folder, 'map-the-paths-5.zip'))).equals(bytes)).toBe(true)
  expect(ranges.length).toBeGreaterThan(3)
  const asked = ranges.length
  expect((await mtp(['7'])).code).toBe(0)
  expect(ranges.length).toBe(asked)
})

test('a bad byte is found', async () => {
  const { mtp } = await startSite(archive())
  await mtp(['7'])
  const file = join(folder, 'map-the-paths-5.zip')
  const bytes = await readFile(file)
  bytes.writeUInt8(bytes.readUInt8(20_000) ^ 1, 20_000)
  await writeFile(file, bytes)
  expect(await mtp(['--verify'])).toMatchObject({ code: 5, out: expect.stringContaining('PHOTO_2.jpg differs') })
})

test('files that are brought into a folder come once, and later only what is new or was changed', async () => {
  const { mtp, state } = await startSite(archive(20))
  expect(await mtp(['7', '--sync'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('22 files came, 0 were there'),
  })
  const photo = join(folder, 'data/ada/7/PHOTO_3.jpg')
  expect(await readFile(photo)).toEqual(Buffer.alloc(9_000, 3))

  state.bytes = archive(22)
  expect(await mtp(['7', '--sync'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('4 files came, 20 were there'),
  })

  await writeFile(photo, Buffer.alloc(9_000, 4))
  expect(await mtp(['--verify'])).toMatchObject({ code: 5, out: expect.stringContaining('PHOTO_3.jpg differs') })
  expect(await mtp(['7', '--sync'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 files came, 22 were there'),
  })
  expect(await mtp(['--verify'])).toMatchObject({ code: 0, out: expect.stringContaining('23 files checked, 0 wrong') })
})

test('what comes with other bytes than the manifest says is not kept', async () => {
  const bytes = archive(3)
  bytes.writeUInt8(bytes.readUInt8(20_000) ^ 1, 20_000)
  const { mtp } = await startSite(bytes)
  expect(await mtp(['7', '--sync'])).toMatchObject({
    code: 5,
    out: expect.stringContaining('PHOTO_2.jpg came with other'),
  })
  await expect(readFile(join(folder, 'data/ada/7/PHOTO_2.jpg'))).rejects.toThrow('ENOENT')
})

test('a path that leads out of the folder is refused', () => {
  for (const path of ['../x', 'data/../../x', '/etc/passwd', 'a\\b']) expect(() => fileOf(folder, path)).toThrow()
})

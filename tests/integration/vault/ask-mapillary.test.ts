import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asc, isNotNull } from 'drizzle-orm'
import { expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { backupChecks, backupEvents } from '@/db/schema/vault'
import { runPass } from '@/lib/vault/run-pass'
import type { VaultTools } from '@/lib/vault/types'
import { type Importing, test } from '@/tests/support/importing'

const EVERYTHING = { sequenceId: null, minutes: null }

const toolsOf = ({ tools }: Importing): VaultTools => ({
  ...tools,
  second: null,
  pacer: { take: async () => undefined },
})

async function importAll(run: Importing): Promise<{ key: string; file: string; bytes: Buffer }[]> {
  const { importId } = await run.request()
  expect(await run.run(Number(importId))).toEqual([])
  const rows = await run.tools.db
    .select({ key: photos.backupKey })
    .from(photos)
    .where(isNotNull(photos.backupKey))
    .orderBy(asc(photos.n))
  return Promise.all(
    rows.map(async ({ key }) => {
      const file = join(run.folder, key ?? '')
      return { key: key ?? '', file, bytes: await readFile(file) }
    }),
  )
}

test('a damaged and a missing original come back from Mapillary, byte for byte', async ({ importing, pool }) => {
  const run = await importing({ username: 'ada', photos: 3, altitude: 'none', detections: 'none' })
  const [damaged, missing] = await importAll(run)
  if (!damaged || !missing) throw new Error('no originals')
  await writeFile(damaged.file, damaged.bytes.subarray(10))
  await rm(missing.file)

  expect(await runPass(toolsOf(run), EVERYTHING)).toMatchObject({ verified: 3, mended: 2, missing: 0, differing: 0 })
  expect(await readFile(damaged.file)).toEqual(damaged.bytes)
  expect(await readFile(missing.file)).toEqual(missing.bytes)
  const date = new Date().toISOString().slice(0, 10)
  expect(await readFile(join(run.folder, '.quarantine', date, damaged.key))).toEqual(damaged.bytes.subarray(10))
  expect((await run.tools.backup.head(missing.key))?.metadata).toHaveProperty('sha256')
  expect(await pool.select().from(backupEvents).orderBy(asc(backupEvents.photoId))).toMatchObject([
    { found: 'differs', done: 'mapillary' },
    { found: 'missing', done: 'mapillary' },
  ])
})

test('other bytes of Mapillary are kept beside, once, and never take the place of the original', async ({
  importing,
  pool,
}) => {
  const run = await importing({ username: 'ada', photos: 2, altitude: 'none', detections: 'none' })
  const [damaged, other] = await importAll(run)
  if (!damaged || !other) throw new Error('no originals')
  const bad = damaged.bytes.subarray(10)
  await writeFile(damaged.file, bad)
  run.fault = (request, response) => {
    if (!request.url?.includes('download_original')) return false
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': other.bytes.length })
    response.end(other.bytes)
    return true
  }
  await runPass(toolsOf(run), EVERYTHING)
  expect(await readFile(damaged.file)).toEqual(bad)
  const date = new Date().toISOString().slice(0, 10)
  const beside = damaged.file.replace('.jpg', `.from-mapillary-${date}.jpg`)
  expect(await readFile(beside)).toEqual(other.bytes)
  expect(await pool.select().from(backupEvents)).toMatchObject([{ found: 'differs', done: 'beside' }])

  run.requests = []
  expect(await runPass(toolsOf(run), EVERYTHING)).toMatchObject({ differing: 1 })
  expect(run.requests).toEqual([])
  expect(await pool.$count(backupEvents)).toBe(1)
})

test('a Mapillary that fails leaves the original to the next pass', async ({ importing, pool }) => {
  const run = await importing({ username: 'ada', photos: 2, altitude: 'none', detections: 'none' })
  const [damaged] = await importAll(run)
  if (!damaged) throw new Error('no originals')
  await rm(damaged.file)
  run.fault = (request, response) => {
    if (!request.url?.includes('download_original')) return false
    response.writeHead(404).end()
    return true
  }
  expect(await runPass(toolsOf(run), EVERYTHING)).toMatchObject({ verified: 2, missing: 1, mended: 0 })
  run.fault = () => false
  expect(await runPass(toolsOf(run), EVERYTHING)).toMatchObject({ missing: 0, mended: 1 })
  expect(await readFile(damaged.file)).toEqual(damaged.bytes)
  expect(await pool.select().from(backupChecks)).toMatchObject([{ state: 'ok' }, { state: 'ok' }])
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const Land = z.object({
  features: z.array(z.object({ geometry: z.object({ coordinates: z.array(z.array(z.array(z.array(z.number())))) }) })),
})
const FILES = ['land.json', 'borders.json', 'countries.json']

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'map-data-'))
  execFileSync(process.execPath, [join(import.meta.dirname, '../../../scripts/build-map-data.mjs'), folder])
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the bundled ground weighs no more than a first view may', () => {
  const bytes = FILES.map((name) => gzipSync(readFileSync(join(folder, name))).length)
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(300_000)
})

test('every coast is a closed ring, and small islands are there', () => {
  const { features } = Land.parse(JSON.parse(readFileSync(join(folder, 'land.json'), 'utf8')))
  const rings = features.flatMap(({ geometry }) => geometry.coordinates.flat())
  expect(rings.length).toBeGreaterThan(1_400)
  expect(rings.filter((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1)))).toEqual([])
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { csvCell, csvLine } from '@/lib/exports/csv'
import { PHOTO_WRITERS, VIEWPOINT_WRITERS } from '@/lib/exports/writers'
import type { PhotoFormat } from '@/lib/model/export-formats'
import type { PhotoFeature } from '@/lib/photos/types'
import type { ViewpointPlace } from '@/lib/viewpoints/find-viewpoints'
import { photoFeature } from '@/tests/support/photo-feature'

const schema = readFileSync(join(import.meta.dirname, '../../support/gpx.xsd'), 'utf8')

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }), // lone surrogates too
  fc.constantFrom(
    '',
    '\u0000',
    ']]>',
    '<![CDATA[x',
    '&#0;',
    '\ufffe\uffff',
    '\ud800',
    '\u202ea\u202c',
    '=1+1',
    '\t=1+1',
    '\u200b=1+1',
    '＝1+1',
    '@SUM(A1)',
    '"a","b"',
    'a\r\nb\n\rc',
    '\u0085\u2028',
    '<script>',
    '-->',
  ),
)
const degrees = (most: number) =>
  fc.oneof(fc.double({ min: -most, max: most, noNaN: true }), fc.constantFrom(5e-7, -0, most, -most))
const hostilePhoto = fc
  .record({
    name: hostileText,
    username: hostileText,
    key: hostileText,
    camera: hostileText,
    lngLat: fc.option(fc.tuple(degrees(180), degrees(90))),
    altitude: fc.option(fc.oneof(fc.double(), fc.constantFrom(-9999, 1e21))),
    angle: fc.option(degrees(360)),
    capturedAt: fc.option(
      fc
        .date({ min: new Date('1826-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    ),
  })
  .map(({ name, username, key, camera, lngLat, altitude, angle, capturedAt }) =>
    photoFeature(
      1,
      {
        sequence: { id: '7', name },
        user: { username },
        key,
        cameraMake: camera,
        cameraModel: camera,
        altitude,
        compassAngle: angle,
        capturedAt,
      },
      lngLat,
    ),
  )

async function written(format: PhotoFormat, photos: PhotoFeature[], { title = '', isTrack = true } = {}) {
  async function* each() {
    yield* photos
  }
  let text = ''
  for await (const part of PHOTO_WRITERS[format]({ title, isTrack, photos: each() })) text += part
  return text
}

function placeOf(photo: PhotoFeature): ViewpointPlace {
  const lastMarkedAt = '2024-05-03T10:00:00.000Z'
  return { id: '3', rank: 1, score: 0.3, peopleFor: 2, peopleAgainst: 1, lastMarkedAt, distance: null, photo }
}

const LINKS = {
  self: 'http://[::1]:3000/api/v1/viewpoints?tag=%00%22%3E&format=atom',
  next: null,
  page: 'http://[::1]:3000/viewpoints',
}

describe('whatever the texts and numbers are', { timeout: 60_000 }, () => {
  test('GPX is valid by its schema, Atom is well-formed', async () => {
    const samples = fc.sample(fc.array(hostilePhoto, { maxLength: 40 }), 8)
    for (const photos of samples) {
      const title = photos[0]?.properties.sequence.name ?? ''
      const page = { viewpoints: photos.map(placeOf), nextCursor: null }
      const gpx = [
        await written('gpx', photos, { title }),
        await written('gpx', photos, { title, isTrack: false }),
        VIEWPOINT_WRITERS.gpx(page, LINKS),
      ]
      const xml = (contents: string, index: number) => ({ fileName: `${index}.xml`, contents })
      const checked = await validateXML({ xml: gpx.map(xml), schema: [schema] })
      expect(checked.errors).toEqual([])
      const atom = await validateXML({ xml: [xml(VIEWPOINT_WRITERS.atom(page, LINKS), 0)], normalization: 'format' })
      expect(atom.errors).toEqual([])
      expect(atom.normalized).toContain('<id>tag:1,2026:viewpoints?tag=%00%22%3E</id>')
    }
  })

  test('CSV comes back cell by cell, and no cell is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hostileText, { minLength: 2, maxLength: 5 }), { minLength: 1 }), (table) => {
        const rows = readCsv(table.map((cells) => csvLine(cells.map(csvCell))).join(''))
        expect(rows.map(({ length }) => length)).toEqual(table.map(({ length }) => length))
        for (const cell of rows.flat()) {
          expect(cell).not.toMatch(/^[\s\p{Cf}]*[=+\-@＝＋－＠]/u)
          expect(cell).not.toMatch(/(?![\r\n])\p{Cc}/u)
        }
      }),
    )
  })

  test('GeoJSON is read by a strict reader, with positions of RFC 7946', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostilePhoto, { maxLength: 5 }), async (photos) => {
        const text = await written('geojson', photos)
        expect(text.isWellFormed()).toBe(true)
        const { type, features } = JSON.parse(text)
        expect(type).toBe('FeatureCollection')
        for (const { geometry } of features) {
          if (geometry === null) continue
          expect(geometry.coordinates).toHaveLength(2)
          expect(geometry.coordinates.every(Number.isFinite)).toBe(true)
        }
      }),
    )
  })
})

/** A reader of RFC 4180 and of nothing else. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y
  for (let at = 0; at < text.length; ) {
    const row: string[] = []
    for (let isOpen = true; isOpen; ) {
      cell.lastIndex = at
      const [all = '', quoted, plain = ''] = cell.exec(text) ?? []
      row.push(quoted?.replaceAll('""', '"') ?? plain)
      at += all.length
      isOpen = text[at] === ','
      if (isOpen) at += 1
      else if (text.slice(at, at + 2) === '\r\n') at += 2
      else throw new Error(`no end of a line at ${at}`)
    }
    rows.push(row)
  }
  return rows
}

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layOutZip, type ZipLayout } from '@/lib/takeouts/zip/lay-out-zip'
import { splitIntoParts } from '@/lib/takeouts/zip/split-into-parts'
import type { ZipEntry } from '@/lib/takeouts/zip/types'
import { readZip } from '@/tests/support/read-zip'

type File = { path: string; bytes: Buffer }

const GIB = 2 ** 30

const files = fc
  .uniqueArray(
    fc.record({
      path: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((path) => path.isWellFormed()),
      bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    }),
    { selector: ({ path }) => path, maxLength: 12 },
  )
  .map((list): File[] => list)

const entryOf = ({ path, bytes }: File): ZipEntry => ({ path, sizeBytes: bytes.length, crc32: crc32(bytes) })

function bytesOf(layout: ZipLayout, list: File[], start = 0, end = layout.sizeBytes): Buffer {
  const pieces = [...layout.bytesBetween(start, end)]
  return Buffer.concat(
    pieces.map((piece) =>
      'bytes' in piece
        ? piece.bytes
        : (list[piece.entry]?.bytes.subarray(piece.start, piece.end) ?? Buffer.from('no such file')),
    ),
  )
}

/** An archive whose files are zeros: only what is read is made. */
function sparse(entries: ZipEntry[]) {
  const layout = layOutZip(entries)
  const read = (start: number, end: number) =>
    Buffer.concat(
      [...layout.bytesBetween(start, end)].map((piece) =>
        'bytes' in piece ? piece.bytes : Buffer.alloc(piece.end - piece.start),
      ),
    )
  return { layout, read }
}

describe('the archive', () => {
  test('is read by an independent reader, with equal contents', () => {
    fc.assert(
      fc.property(files, (list) => {
        const layout = layOutZip(list.map(entryOf))
        const archive = bytesOf(layout, list)
        expect(archive.length).toBe(layout.sizeBytes)
        const found = readZip((start, end) => archive.subarray(start, end), archive.length)
        expect(found.map(({ path, crc32 }) => ({ path, crc32 }))).toEqual(
          list.map(({ path, bytes }) => ({ path, crc32: crc32(bytes) })),
        )
        for (const [index, { dataStart, sizeBytes }] of found.entries())
          expect(archive.subarray(dataStart, dataStart + sizeBytes)).toEqual(list[index]?.bytes)
      }),
    )
  })

  test('gives for any range what stands there in the whole', () => {
    fc.assert(
      fc.property(files, fc.nat(), fc.nat(), (list, one, other) => {
        const layout = layOutZip(list.map(entryOf))
        const whole = bytesOf(layout, list)
        const [start = 0, end = 0] = [one, other].map((n) => n % (layout.sizeBytes + 1)).sort((a, b) => a - b)
        expect(bytesOf(layout, list, start, end)).toEqual(whole.subarray(start, end))
      }),
    )
  })

  test('holds more than 65,535 files', () => {
    const entries = Array.from({ length: 70_000 }, (_, n) => ({
      path: `data/ada/PHOTO_${n}.jpg`,
      sizeBytes: 3,
      crc32: n,
    }))
    const { layout, read } = sparse(entries)
    const found = readZip(read, layout.sizeBytes)
    expect(found).toHaveLength(70_000)
    expect(found.at(-1)).toMatchObject({ path: 'data/ada/PHOTO_69999.jpg', crc32: 69_999 })
  })

  test('holds exactly 65,534 and 65,535 files', () => {
    for (const length of [65_534, 65_535]) {
      const { layout, read } = sparse(Array.from({ length }, (_, n) => ({ path: `${n}`, sizeBytes: 0, crc32: 0 })))
      expect(readZip(read, layout.sizeBytes)).toHaveLength(length)
    }
  })

  test('holds files and offsets above 4 GiB, and sizes at the very bound', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 5, 2 * GIB, 4 * GIB - 2, 4 * GIB - 1, 4 * GIB, 5 * GIB, 60 * GIB), {
          maxLength: 6,
        }),
        (sizes) => {
          const entries = sizes.map((sizeBytes, n) => ({ path: `Größe/${n}`, sizeBytes, crc32: n }))
          const { layout, read } = sparse(entries)
          const found = readZip(read, layout.sizeBytes)
          expect(found.map(({ path, sizeBytes, crc32 }) => ({ path, sizeBytes, crc32 }))).toEqual(entries)
        },
      ),
    )
  })
})

describe('parts', () => {
  test('are whole archives within the size, and hold every file once', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 1_000, max: 3_000 }), (list, partBytes) => {
        const entries = list.map(entryOf)
        let start = 0
        for (const { end, sizeBytes } of splitIntoParts(entries, partBytes)) {
          const layout = layOutZip(entries.slice(start, end))
          expect(layout.sizeBytes).toBe(sizeBytes)
          if (end - start > 1) expect(sizeBytes).toBeLessThanOrEqual(partBytes)
          start = end
        }
        expect(start).toBe(entries.length)
      }),
    )
  })

  test('are one without a size', () => {
    const entries = [1, 2, 3].map((n) => ({ path: `${n}`, sizeBytes: 2 * GIB, crc32: 0 }))
    expect(splitIntoParts(entries, null)).toEqual([{ end: 3, sizeBytes: layOutZip(entries).sizeBytes }])
  })
})

const PYTHON = `
import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(len(archive.namelist()))
`

const PROGRAMS = [
  { name: 'unzip -t', command: 'unzip', asks: ['-v'], reads: (file: string) => ['-tq', file] },
  { name: '7z t', command: '7z', asks: ['i'], reads: (file: string) => ['t', file] },
  { name: "Python's zipfile", command: 'python3', asks: ['-V'], reads: (file: string) => ['-c', PYTHON, file] },
  { name: 'bsdtar -t', command: 'bsdtar', asks: ['--version'], reads: (file: string) => ['-tf', file] },
]

describe('other programs, where they are installed', () => {
  for (const { name, command, asks, reads } of PROGRAMS) {
    const isInstalled = spawnSync(command, asks).status === 0
    test.skipIf(!isInstalled)(`${name} accepts it${isInstalled ? '' : ' (not installed)'}`, () => {
      const list = ['bagit.txt', 'data/ада/7/PHOTO_1.jpg', 'data/日本/写真 😀.jpg', 'empty'].map((path, n) => ({
        path,
        bytes: Buffer.alloc(n === 3 ? 0 : 1_000 * (n + 1), n),
      }))
      const many = Array.from({ length: 66_000 }, (_, n) => ({ path: `many/${n}`, bytes: Buffer.from(`${n}`) }))
      const folder = mkdtempSync(join(tmpdir(), 'mtp-zip-'))
      try {
        for (const some of [list, [...list, ...many]]) {
          const file = join(folder, `${some.length}.zip`)
          writeFileSync(file, bytesOf(layOutZip(some.map(entryOf)), some))
          expect(() => execFileSync(command, reads(file), { stdio: 'pipe' })).not.toThrow()
        }
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
  }
})

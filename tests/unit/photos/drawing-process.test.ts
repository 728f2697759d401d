import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDrawingProcess } from '@/lib/photos/drawing/drawing-process'
import { cameraJpeg } from '@/tests/support/camera-files'

const folder = join(import.meta.dirname, '../../../node_modules/.cache/drawing-process') // where its packages are found
const script = join(folder, 'draw.mjs')
const good = join(folder, 'good.jpg')

beforeAll(async () => {
  const entryPoints = { draw: 'lib/photos/drawing/main.ts' }
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const
  await build({ ...options, entryPoints, outdir: folder, outExtension: { '.js': '.mjs' } })
  await writeFile(good, await cameraJpeg())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('originals and previews are drawn by a process of its own', async () => {
  const drawer = createDrawingProcess(script)
  expect(await sharp(await drawer.drawOriginal(good, 32)).metadata()).toMatchObject({ format: 'jpeg', width: 32 })
  const preview = await drawer.drawPreview(await cameraJpeg(), true)
  expect(await sharp(preview).metadata()).toMatchObject({ width: 1200, height: 630 })
  expect(await sharp(await drawer.drawWebp(preview)).metadata()).toMatchObject({ format: 'webp', width: 1200 })
  const tiles = await drawer.drawTiles(good, { width: 1_500, height: 900 }, [])
  expect(await Promise.all(tiles.map(async (tile) => (await sharp(tile).metadata()).width))).toEqual([1_024, 476])
  drawer.end()
})

test('what cannot be drawn is said, and the next picture is drawn', async () => {
  const drawer = createDrawingProcess(script)
  await writeFile(join(folder, 'words.jpg'), 'not a picture')
  await expect(drawer.drawOriginal(join(folder, 'words.jpg'), 32)).rejects.toThrow(
    'cannot be drawn: Input file contains',
  )
  expect(await drawer.drawOriginal(good, 32)).not.toHaveLength(0)
  drawer.end()
})

test('a picture that takes too much memory ends the process, and costs that picture only', async () => {
  const bomb = join(folder, 'bomb.jpg')
  const picture = sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#357' } })
  await picture.jpeg({ progressive: true, optimiseScans: true }).toFile(bomb)
  const drawer = createDrawingProcess(script, { maxBytes: 200_000_000 })

  const [first, second] = await Promise.allSettled([drawer.drawOriginal(bomb, 32), drawer.drawOriginal(good, 32)])

  expect(first).toMatchObject({ reason: { message: 'The picture cannot be drawn: it takes too much memory' } })
  expect(second.status).toBe('fulfilled')
  drawer.end()
})

test('a picture that takes too long is given up, also when the process dies', async () => {
  const silent = join(folder, 'silent.mjs') // takes the picture, and never answers
  await writeFile(silent, "process.on('message', () => undefined)\n")
  const slow = createDrawingProcess(silent, { timeoutMs: 1 })
  await expect(slow.drawOriginal(good, 32)).rejects.toThrow('it takes too long')
  slow.end()
  const missing = createDrawingProcess(join(folder, 'no-such-script.mjs'))
  await expect(missing.drawOriginal(good, 32)).rejects.toThrow('the drawing process ended')
  missing.end()
})

import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type Detection, detectionsOf } from '@/demo/detections'
import { areaOf, boundsOf, contains, isSimple, type Point } from '@/demo/scene/geometry'
import { createScene } from '@/demo/scene/scene'
import { createWorld, type DemoPhoto } from '@/demo/world'

const themes = ['lake', 'alps', 'suburb', 'canal', 'coast', 'forest', 'kyoto'] as const
const cases = themes.flatMap((theme) => [
  { theme, isPanorama: false },
  { theme, isPanorama: true },
])

test.each(cases)(
  'polygons of $theme (360°: $isPanorama) are inside the picture, closed, uncrossed and measured',
  (recipe) => {
    for (const photo of photosOf({ ...recipe, photos: 2, spacingM: 29 })) {
      const found = detectionsOf(photo, createScene(photo))

      expect(found.length).toBeGreaterThan(5)
      expect(new Set(found.map((detection) => detection.key)).size).toBe(found.length)
      for (const { ring, area, score, value } of found) {
        const open = ring.slice(0, -1)
        expect(ring.at(-1)).toEqual(ring[0])
        for (const number of ring.flat()) {
          expect(number).toBeGreaterThanOrEqual(0)
          expect(number).toBeLessThanOrEqual(1)
          expect(Number.isInteger(number * 4096)).toBe(true)
        }
        expect(isSimple(open), value).toBe(true)
        expect(area).toBeCloseTo(areaOf(open), 10)
        expect(score).toBeGreaterThan(0.5)
        expect(score).toBeLessThan(1)
      }
    }
  },
)

test('every layer is found along a street', () => {
  const layers = photosOf({ theme: 'suburb', photos: 8 }).flatMap((photo) =>
    detectionsOf(photo, createScene(photo)).map((detection) => detection.layer),
  )

  expect(new Set(layers)).toEqual(new Set(['trafficsigns', 'instances', 'segmentations']))
})

test.each([{ isPanorama: false }, { isPanorama: true }])(
  'a stop sign is drawn exactly where its polygon says (360°: $isPanorama)',
  async ({ isPanorama }) => {
    const sign = photosOf({ theme: 'suburb', photos: 52, isPanorama })
      .slice(44)
      .flatMap((photo) => detectionsOf(photo, createScene(photo)).map((detection) => ({ photo, detection })))
      .filter(({ detection }) => detection.value === 'regulatory--stop--g1' && isWhole(detection))
      .toSorted((a, b) => b.detection.area - a.detection.area)[0]
    if (!sign) throw new Error('No stop sign is near enough to be looked at')

    expect(await shareOfSign(sign.photo, sign.detection, 0)).toBeGreaterThan(0.98)
    expect(await shareOfSign(sign.photo, sign.detection, 0.01)).toBeLessThan(0.93)
    expect(await shareOfSign(sign.photo, sign.detection, -0.01)).toBeLessThan(0.93)
  },
)

test('the sky polygon holds sky and the road polygon does not', async () => {
  const [photo] = photosOf({ theme: 'lake', photos: 1 })
  if (!photo) throw new Error('The world is empty')
  const found = detectionsOf(photo, createScene(photo))
  const middle = (value: string) => {
    const ring = found.find((detection) => detection.value === value)?.ring
    if (!ring) throw new Error(`${value} was not found`)
    return ring
  }

  expect(contains(middle('nature--sky').slice(0, -1), [0.5, 0.05])).toBe(true)
  expect(contains(middle('construction--flat--road').slice(0, -1), [0.5, 0.95])).toBe(true)
})

test('a photo without detections has none, whatever is drawn', () => {
  const [photo] = photosOf({ theme: 'canal', photos: 1, detections: 'none' })

  expect(photo && detectionsOf(photo, createScene(photo))).toEqual([])
})

type Recipe = Omit<Parameters<typeof createWorld>[0]['sequences'][number], 'username'>

function photosOf(recipe: Recipe): DemoPhoto[] {
  const world = createWorld({ sequences: [{ username: 'ada', seed: 'signs', detections: 'all', ...recipe }] })
  return world.sequences[0]?.photos ?? []
}

const isWhole = ({ ring }: Detection) => ring.every(([x]) => x > 0.02 && x < 0.98)

/** Of the pixels in a stop sign's polygon, moved right by `shift` of the picture: how many have its red, or white. */
async function shareOfSign(photo: DemoPhoto, { ring }: Detection, shift: number): Promise<number> {
  const picture = sharp(Buffer.from(createScene(photo).svg(2048))).flatten()
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  const [cx, cy] = [mean(ring.map(([x]) => x)), mean(ring.map(([, y]) => y))]
  const inner = ring.slice(0, -1).map(([x, y]): Point => [cx + (x - cx) * 0.95 + shift, cy + (y - cy) * 0.95])
  const [left, top, right, bottom] = boundsOf(inner)
  const seen: boolean[] = []
  for (let y = Math.floor(top * info.height); y < bottom * info.height; y++) {
    for (let x = Math.floor(left * info.width); x < right * info.width; x++) {
      if (!contains(inner, [(x + 0.5) / info.width, (y + 0.5) / info.height])) continue
      const at = (y * info.width + x) * info.channels
      const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3)
      seen.push((r > 170 && r > g + 30 && Math.abs(g - b) < 25) || Math.min(r, g, b) > 222)
    }
  }
  return seen.filter(Boolean).length / seen.length
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length

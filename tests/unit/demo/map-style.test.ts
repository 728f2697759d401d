import { gzipSync } from 'node:zlib'
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { groundFeatures } from '@/demo/above/ground-features'
import { mapStyle } from '@/demo/above/map-style'
import { demoWorld } from '@/demo/demo-world'
import { createDemoServer } from '@/demo/server'

const world = demoWorld()
const kyoto = world.sequences.find(({ place }) => place.includes('Kyoto'))

test('the world from above is a style that MapLibre reads, in light and dark, and no heavier than a first view may be', () => {
  for (const theme of ['light', 'dark'] as const) {
    const style = mapStyle(world, theme)
    expect(validateStyleMin(JSON.parse(JSON.stringify(style)))).toEqual([])
    expect(gzipSync(JSON.stringify(style)).length).toBeLessThan(300_000)
  }
})

test('private sequences are not on it, and many rides do not make it endless', () => {
  const sizeOf = (more: number) => mapStyle(demoWorld({ more }), 'light').sources['demo-world'].data.features.length
  const all = world.sequences.flatMap(groundFeatures).length
  expect(sizeOf(0)).toBeLessThan(all)
  expect(sizeOf(20_000)).toBeLessThan(3 * sizeOf(0)) // a hundred kilometres of rides
})

test('houses and trees stand where the pictures show them, and photos are taken on the road', () => {
  if (!kyoto) throw new Error('The demo has no Kyoto')
  const features = groundFeatures(kyoto)
  const kinds = new Set(features.map(({ properties }) => properties.kind))
  expect(kinds).toEqual(new Set(['land', 'strip', 'road', 'house', 'tree']))
  const road = features.find(({ properties }) => properties.kind === 'road')
  const [photo] = kyoto.photos
  if (road?.geometry.type !== 'MultiPolygon' || !photo) throw new Error('There is no road, or no photo')
  const nearest = Math.min(
    ...road.geometry.coordinates
      .flat(2)
      .map(([lng, lat]) => Math.hypot(lng - photo.computedLngLat[0], lat - photo.computedLngLat[1])),
  )
  expect(nearest).toBeLessThan(0.0001) // about ten metres
})

test('the demo server gives it to our server', async () => {
  const demo = createDemoServer({ world })
  const origin = await demo.listen()
  const [dark, none] = await Promise.all([
    fetch(`${origin}/map/style.json?theme=dark`),
    fetch(`${origin}/map/other.json`),
  ])
  expect(await dark.json()).toEqual(JSON.parse(JSON.stringify(mapStyle(world, 'dark'))))
  expect(none.status).toBe(404)
  await demo.close()
})

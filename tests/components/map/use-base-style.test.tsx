import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { DARK, LIGHT, type Palette } from '@/components/map/style/palette'
import { useBaseStyle } from '@/components/map/style/use-base-style'
import { type MapGround, PLAIN_GROUND } from '@/lib/model/map-ground'
import { held, json, stubApi } from '../../support/browser-scene'

const STREETS: MapGround = { name: 'Streets', light: 'https://a.example/style', dark: 'https://a.example/dark' }
const STYLE = { version: 8, name: 'streets', sources: {}, layers: [] }
const LIGHT_STREETS = 'GET /api/map-style?ground=Streets&theme=light'

function show(ground: MapGround, palette: Palette = LIGHT) {
  const { result, rerender } = renderHook((props) => useBaseStyle(props.ground, props.palette), {
    initialProps: { ground, palette },
  })
  const isBundled = () => result.current.style.sources.land !== undefined
  return { result, rerender, isBundled }
}

test('the bundled ground is there until the streets have come', async () => {
  const { answer, release } = held()
  stubApi({ [LIGHT_STREETS]: answer })
  const { result, isBundled } = show(STREETS)
  expect(isBundled()).toBe(true)
  await act(async () => release(json(STYLE)))
  await expect.poll(() => result.current.style).toEqual(STYLE)
  expect(result.current.isUnreachable).toBe(false)
})

test.each([
  ['their server is away', () => new Response(null, { status: 204 })],
  ['there is no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['what comes is no style', () => json({ version: 7 })],
])('the bundled ground stays when %s, and that is told', async (_, answer) => {
  stubApi({ [LIGHT_STREETS]: answer })
  const { result, isBundled } = show(STREETS)
  await expect.poll(() => result.current.isUnreachable).toBe(true)
  expect(isBundled()).toBe(true)
})

test('the plain ground asks nobody, in either theme', () => {
  const requests = stubApi({})
  const { result, rerender, isBundled } = show(PLAIN_GROUND)
  rerender({ ground: PLAIN_GROUND, palette: DARK })
  expect(isBundled()).toBe(true)
  expect(result.current.isUnreachable).toBe(false)
  expect(requests).toEqual([])
})

test('the dark theme has a style of its own', async () => {
  const requests = stubApi({ [LIGHT_STREETS]: () => json(STYLE) })
  const { result, rerender } = show(STREETS)
  await expect.poll(() => result.current.style).toEqual(STYLE)
  rerender({ ground: STREETS, palette: DARK })
  await expect.poll(() => result.current.isUnreachable).toBe(true)
  expect(requests).toEqual([LIGHT_STREETS, 'GET /api/map-style?ground=Streets&theme=dark'])
})

test('raster tiles are drawn as they are, with the name of their host', async () => {
  const aerial = 'https://tiles.example/{z}/{x}/{y}.jpg'
  const { result } = show({ name: 'Aerial', light: aerial, dark: aerial })
  await expect
    .poll(() => result.current.style.sources)
    .toEqual({ raster: { type: 'raster', tiles: [aerial], tileSize: 256, attribution: 'tiles.example' } })
})

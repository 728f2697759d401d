import { expect, test } from 'vitest'
import { mapGrounds, parseMapStyles } from '@/lib/config/map-grounds'

const PLAIN = { name: 'Plain', light: null, dark: null }

test('streets come first, in light and dark, and the plain ground behind them', () => {
  const [streets, ...others] = mapGrounds({ MAP_STYLES: [] })
  expect(streets).toMatchObject({ name: 'Streets', light: expect.stringMatching(/^https:.*liberty$/) })
  expect(streets?.dark).not.toBe(streets?.light)
  expect(others).toEqual([PLAIN])
})

test('a style of the operator takes the place of the streets, for both themes unless there are two', () => {
  const [both] = mapGrounds({ MAP_STYLE_URL: 'https://a.example/style', MAP_STYLES: [] })
  expect(both).toEqual({ name: 'Streets', light: 'https://a.example/style', dark: 'https://a.example/style' })
  const [own] = mapGrounds({
    MAP_STYLE_URL: 'https://a.example/style',
    MAP_STYLE_DARK_URL: 'https://a.example/dark',
    MAP_STYLES: [],
  })
  expect(own?.dark).toBe('https://a.example/dark')
})

test('whoever wants nothing from outside gets the plain ground, and what they add', () => {
  const MAP_STYLES =
    parseMapStyles('Aerial=https://a.example/{z}/{x}/{y}.jpg, Old map=https://b.example/style?a=b,c') ?? []
  expect(mapGrounds({ MAP_STYLE_URL: 'bundled', MAP_STYLES })).toEqual([
    PLAIN,
    { name: 'Aerial', light: 'https://a.example/{z}/{x}/{y}.jpg', dark: 'https://a.example/{z}/{x}/{y}.jpg' },
    { name: 'Old map', light: 'https://b.example/style?a=b,c', dark: 'https://b.example/style?a=b,c' },
  ])
})

test('the demo shows its own world first, unless the operator says what to show', () => {
  const demo = { MTP_DEMO: true, MAPILLARY_API_URL: 'http://127.0.0.1:4711/v3', MAP_STYLES: [] }
  expect(mapGrounds(demo).map(({ name }) => name)).toEqual(['Demo world', 'Streets', 'Plain'])
  expect(mapGrounds(demo)[0]?.dark).toBe('http://127.0.0.1:4711/map/style.json?theme=dark')
  expect(mapGrounds({ ...demo, MAP_STYLE_URL: 'bundled' })).toEqual([PLAIN])
  expect(mapGrounds({ ...demo, MTP_DEMO: false }).map(({ name }) => name)).toEqual(['Streets', 'Plain'])
})

test.each([
  '',
  'Demo world=https://a.example',
  'Aerial',
  'Aerial=ftp://a.example',
  '=https://a.example',
  'Streets=https://a.example',
  'A=https://a.example, A=https://b.example',
])('what is no list of grounds is refused: %s', (text) => expect(parseMapStyles(text)).toBeNull())

import type { Viewer } from '@photo-sphere-viewer/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Panorama } from '@/components/viewer/sphere/panorama'
import type { Patch } from '@/components/viewer/sphere/patches'
import { createTileLayer } from '@/components/viewer/sphere/tile-layer'
import { tileLevelsOf } from '@/lib/model/pictures/tile-levels'

/** Pictures that were asked for and have not come, by address. */
let underway: Map<string, { onload: () => void; onerror: () => void }>
let asked: string[]
let canBeUnpacked: boolean

beforeEach(() => {
  vi.useFakeTimers()
  underway = new Map()
  asked = []
  canBeUnpacked = true
  class Picture {
    width = 1_024
    height = 1_024
    onload = () => undefined
    onerror = () => undefined
    private url = ''
    decode = () => (canBeUnpacked ? Promise.resolve() : Promise.reject(new Error('broken')))
    set src(url: string) {
      underway.delete(this.url)
      this.url = url
      if (url === '') return
      asked.push(url)
      underway.set(url, this)
    }
  }
  vi.stubGlobal('Image', Picture)
})
afterEach(() => vi.useRealTimers())

/** A viewer of which one sees what lies over its panorama. */
function fakeViewer() {
  const listeners = new Map<string, () => void>()
  const patches = new Set<Patch>()
  const view = { yaw: 0.4, pitch: 0.2, vFov: 40 }
  const viewer: Viewer = Object.assign({} as Viewer, {
    state: view,
    renderer: {
      addObject: (patch: Patch) => patches.add(patch),
      removeObject: (patch: Patch) => patches.delete(patch),
    },
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    getPosition: () => view,
    getSize: () => ({ width: 800, height: 600 }),
    needsUpdate: () => undefined,
  })
  const look = async (changed: Partial<typeof view>) => {
    Object.assign(view, changed)
    listeners.get('position-updated')?.()
    await vi.advanceTimersByTimeAsync(150)
  }
  const visible = () => [...patches].filter((patch) => patch.visible)
  return {
    viewer,
    look,
    patches,
    visible,
    tell: (name: string) => listeners.get(name)?.(),
  }
}

const panorama = (id: string): Panorama => ({
  urls: [],
  compassAngle: null,
  crop: null,
  tiles: {
    levels: tileLevelsOf({ width: 8_192, height: 4_096 }),
    urlOf: ({ level, column, row }) => `/${id}/${level}/${column}/${row}`,
  },
})

async function come(how: 'onload' | 'onerror' = 'onload') {
  while (underway.size > 0) {
    for (const [url, picture] of [...underway]) {
      underway.delete(url)
      picture[how]()
    }
    await vi.advanceTimersByTimeAsync(0)
  }
}

test('only tiles in sight are read, four at a time, and what is looked at next is added', async () => {
  const { viewer, look, patches } = fakeViewer()
  const layer = createTileLayer(viewer)
  layer.show(panorama('1'), 2_048)
  expect(asked).toHaveLength(4)
  expect(asked[0]).toBe('/1/3/4/1')
  await come()
  const before = asked.length
  expect(before).toBeLessThan(8)
  expect(patches.size).toBe(before)
  await look({ yaw: 2 })
  await come()
  expect(asked.length).toBeGreaterThan(before)
  expect(new Set(asked).size).toBe(asked.length)
})

test('none are read where the picture is sharp enough, and from far away only what is needed is seen', async () => {
  const { viewer, look, visible } = fakeViewer()
  const layer = createTileLayer(viewer)
  layer.show(panorama('1'), 16_384)
  expect(asked).toEqual([])
  layer.show(panorama('1'), 2_048)
  await come()
  expect(visible().length).toBeGreaterThan(0)
  await look({ vFov: 110 })
  expect(visible()).toEqual([])
  await look({ vFov: 40 })
  expect(visible().length).toBeGreaterThan(0)
})

test('what does not come leaves the picture as it is, and is not asked for again', async () => {
  const { viewer, look, patches } = fakeViewer()
  createTileLayer(viewer).show(panorama('1'), 2_048)
  await come('onerror')
  const before = [...asked]
  await look({ yaw: 0.41 })
  expect(asked).toEqual(before)
  expect(patches.size).toBe(0)
})

test('what comes but cannot be unpacked leaves the picture as it is too', async () => {
  canBeUnpacked = false
  const { viewer, patches } = fakeViewer()
  createTileLayer(viewer).show(panorama('1'), 2_048)
  await come()
  expect(asked).not.toEqual([])
  expect(patches.size).toBe(0)
})

test('another panorama clears all, also what is under way', async () => {
  const { viewer, patches, tell } = fakeViewer()
  const layer = createTileLayer(viewer)
  layer.show(panorama('1'), 2_048)
  await come()
  tell('panorama-loaded')
  expect(patches.size).toBe(0)
  layer.show(panorama('2'), 2_048)
  expect(underway.size).toBe(4)
  layer.clear()
  expect(underway.size).toBe(0)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(patches.size).toBe(0)
})

test('of what is out of sight the last few are kept', async () => {
  const { viewer, look, patches } = fakeViewer()
  createTileLayer(viewer).show(panorama('1'), 2_048)
  for (const pitch of [0, 0.8, -0.8]) {
    for (let yaw = 0; yaw < 6; yaw += 0.5) {
      await look({ yaw, pitch })
      await come()
    }
  }
  expect(asked.length).toBeGreaterThan(32)
  expect(patches.size).toBeLessThanOrEqual(16 + 9)
})

test('a visitor who saves data, and a panorama without tiles, read none', () => {
  const { viewer } = fakeViewer()
  const layer = createTileLayer(viewer)
  layer.show({ ...panorama('1'), tiles: null }, 2_048)
  vi.stubGlobal('navigator', { connection: { saveData: true } })
  layer.show(panorama('1'), 2_048)
  expect(asked).toEqual([])
})

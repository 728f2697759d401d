import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import type { EnginePage, RunningEngine } from './engine'
import { firefox } from './firefox'
import { webkit } from './webkit'

const WAIT = { timeout: 30_000, interval: 200 }
const OPENED = [
  ['/', 'Map the Paths'],
  ['/photos', 'Photos'],
  ['/sequences', 'Sequences'],
  ['/viewpoints', 'Viewpoints'],
  ['/leaderboard', 'Leaderboard'],
  ['/about', 'About Map the Paths'],
  ['/login', 'Log in to Map the Paths'],
]

describe.each([firefox, webkit])('in $name', { timeout: 120_000 }, (engine) => {
  const missing = engine.missing()
  if (missing) return test.skip(missing)

  let running: RunningEngine
  let scene: Awaited<ReturnType<typeof setViewerScene>>
  beforeAll(async () => {
    scene = await withDatabase(sharedStack(), (db) => setViewerScene(db, sharedStack().dataDir))
    running = await engine.start()
  })
  afterAll(() => running.stop())

  /** Does something on a page, on which nothing goes wrong meanwhile. */
  async function on(path: string, act: (page: EnginePage) => Promise<void>) {
    const page = await running.open(sharedStack().url + path)
    await act(page)
    expect(await page.errors()).toEqual([])
    await page.close()
  }

  test.each(OPENED)('%s opens', (path, heading) =>
    on(path, async (page) => {
      await expect.poll(() => page.evaluate(`return document.querySelector('h1')?.textContent`), WAIT).toBe(heading)
      if (path === '/') await hasMap(page)
    }),
  )

  test('one walks through photos by key and by touch', () =>
    on(`/photos/${scene.first.id}`, async (page) => {
      await hasMap(page) // the scripts are there
      await page.press('ArrowRight')
      await isAt(page, `/photos/${scene.second.id}`)
      await page.tap('a[aria-label="Next photo"]')
      await isAt(page, `/photos/${scene.crowded.id}`)
    }))

  test('a 360° photo is drawn, flat where there is no WebGL', () =>
    on(`/photos/${scene.whole.id}`, async (page) => {
      await hasMap(page)
      const drawn = `return document.querySelector('.psv-canvas, [aria-label="Picture"] img[src]') !== null`
      await expect.poll(() => page.evaluate(drawn), WAIT).toBe(true)
    }))

  test('an object is searched by the keyboard', () =>
    on('/photos', async (page) => {
      await page.type('[role="combobox"]', 'benc')
      const offered = `return document.querySelector('[role="option"]')?.textContent ?? ''`
      await expect.poll(() => page.evaluate(offered), WAIT).toContain('Bench')
      await page.press('Enter')
      await expect.poll(() => page.evaluate('return location.search'), WAIT).toContain('tag=object--bench')
    }))
})

/** A map that is drawn, or says that it cannot be: without a graphics card there may be no WebGL. */
async function hasMap(page: EnginePage): Promise<void> {
  const state = `return document.querySelector('[data-map]')?.dataset.map`
  await expect.poll(() => page.evaluate(state), WAIT).toMatch(/^(idle|unsupported)$/)
}

async function isAt(page: EnginePage, path: string): Promise<void> {
  await expect.poll(() => page.evaluate('return location.pathname'), WAIT).toBe(path)
}

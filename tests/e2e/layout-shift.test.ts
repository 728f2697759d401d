import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { sequences } from '@/db/schema/sequences'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

const MOST = 0.05 // https://web.dev/articles/cls calls 0.1 good

test.use({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' })
test.beforeEach(({ allowFailures }) => allowFailures(/\/image.* answered 404/))

let scene: Awaited<ReturnType<typeof setViewerScene>>
test.beforeAll(async () => {
  const stack = sharedStack()
  scene = await withDatabase(stack, async (db) => {
    const made = await setViewerScene(db, stack.dataDir)
    const description = 'Up along the beck, over the stile and back by the road on the other side. '.repeat(4)
    await db
      .update(sequences)
      .set({ description, tags: ['ridge', 'snow'] })
      .where(eq(sequences.id, made.walk.id))
    return made
  })
})

const PAGES: [name: string, path: () => string][] = [
  ['map', () => '/'],
  ['list of photos', () => '/photos'],
  ['photo', () => `/photos/${scene.first.id}`],
  ['sequence', () => `/sequences/${scene.walk.id}`],
  ['photographer', () => `/users/${encodeURIComponent(scene.owner.username)}`],
  ['leaderboard', () => '/leaderboard'],
]

for (const [name, path] of PAGES) {
  test(`nothing jumps on the page “${name}” of a phone when fonts and scripts come late`, async ({ page }) => {
    expect(await shiftOf(page, path())).toBeLessThanOrEqual(MOST)
  })
}

/** The layout shift of a page that is painted before its fonts and scripts are there. */
async function shiftOf(page: Page, path: string): Promise<number> {
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\.(woff2|js)(\?|$)/, async (route) => {
    await released
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  release()
  await page.waitForLoadState('load')
  await page.locator('[data-map=loading], [data-map=busy]').first().waitFor({ state: 'detached' })
  return page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))
    const shifts: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) shifts.push(Number(entry.value))
    }).observe({ type: 'layout-shift', buffered: true })
    await new Promise((reported) => requestAnimationFrame(() => setTimeout(reported)))
    return shifts.reduce((sum, value) => sum + value, 0)
  })
}

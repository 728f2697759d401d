import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

const WIDEST_STROKE = 6 // the box of a frame holds its stroke too

let scene: Awaited<ReturnType<typeof setViewerScene>>
test.beforeAll(async () => {
  const stack = sharedStack()
  scene = await withDatabase(stack, (db) => setViewerScene(db, stack.dataDir))
})

for (const width of [320, 768, 1440]) {
  test(`at ${width} px a search for benches shows each bench on its thumbnail and in the corner`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    await page.goto(`/photos?user=${encodeURIComponent(scene.owner.username)}&tag=object--bench`)
    const card = page.locator('main li').filter({ has: page.locator(`a[href^="/photos/${scene.first.id}?"]`) })
    const [picture, frame, crop] = [
      card.locator('a').first(),
      card.locator('[data-searched=frame]'),
      card.locator('[data-searched=crop]'),
    ]
    await card.scrollIntoViewIfNeeded()
    await expect(frame).toBeVisible()
    const [outer, inner] = [await picture.boundingBox(), await crop.boundingBox()]
    if (!outer || !inner) throw new Error('The picture has no size')
    expect(inner.x).toBeGreaterThan(outer.x)
    expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width)
    expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height)
    // The bench of the scene is the square (0.3, 0.4) to (0.5, 0.6) of a picture of 4 by 3, which fills the thumbnail.
    const bench = await frame.locator('rect').first().boundingBox()
    if (!bench) throw new Error('The bench has no frame')
    expect(Math.abs(bench.x - (outer.x + 0.3 * outer.width))).toBeLessThan(WIDEST_STROKE)
    expect(Math.abs(bench.width - 0.2 * outer.width)).toBeLessThan(2 * WIDEST_STROKE)
  })
}

import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

test.use({ javaScriptEnabled: false })

const NO_SCRIPTS = /failed: csp/ // how the browser tells that it ran none

/** What looks as if it did something, and would do nothing. */
const IDLE = 'button:not([type="submit"], [data-reads]), [role="combobox"], select:not(form select), .mtp-map'

test('without scripts what works is shown, and what does not is not', async ({ page, allowFailures }) => {
  const stack = sharedStack()
  const { first, walk } = await withDatabase(stack, (db) => setViewerScene(db, stack.dataDir))
  allowFailures(NO_SCRIPTS)
  for (const path of ['/', '/photos', '/sequences', '/viewpoints', `/photos/${first.id}`, `/sequences/${walk.id}`]) {
    await page.goto(path)
    await expect(page.locator(IDLE).filter({ visible: true }), path).toHaveCount(0)
    await expect(page.locator('noscript p').first(), path).toBeVisible() // Playwright reads no text there
  }
  allowFailures(NO_SCRIPTS, /GET .*\/photos\/999999999/)
  await page.goto('/photos/999999999')
  await expect(page.locator('noscript h1')).toBeVisible()
  await page.locator('noscript a[href="/"]').click()
  await expect(page).toHaveURL(/\/$/)
})

test('without scripts the list has the room of the map, on a phone too', async ({ page, allowFailures }) => {
  allowFailures(NO_SCRIPTS)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const sheet = page.getByRole('region', { name: 'Result' })
  const box = await sheet.boundingBox()
  expect(box?.height).toBeGreaterThan(500)
})

import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

test('search engines get one address, a picture, and the licence of what is public', async ({ page, request }) => {
  const stack = sharedStack()
  const { first, walk, hidden } = await withDatabase(stack, (db) => setViewerScene(db, stack.dataDir))
  for (const [path, type] of [
    [`/photos/${first.id}`, 'ImageObject'],
    [`/sequences/${walk.id}`, 'ImageGallery'],
  ] as const) {
    await page.goto(`${path}?utm_source=elsewhere`)
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', stack.url + path)
    const picture = await page.locator('meta[property="og:image"]').getAttribute('content')
    expect((await request.get(picture ?? '')).headers()['content-type']).toBe('image/jpeg')
    const data: unknown = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '')
    expect(data).toMatchObject({ '@type': type, license: 'https://creativecommons.org/licenses/by-sa/4.0/' })
  }
  expect((await request.get(`/photos/${hidden.id}`)).status()).toBe(404)
})

test('lists are listed once, not for each filter', async ({ page }) => {
  for (const path of ['/', '/photos', '/sequences', '/viewpoints', '/leaderboard']) {
    await page.goto(path)
    await expect(page.locator('meta[name=robots]'), path).toHaveCount(0)
    const canonical = await page.locator('link[rel=canonical]').getAttribute('href')
    await page.goto(path === '/leaderboard' ? `${path}?period=2024` : `${path}?transport=walk`)
    await expect(page.locator('meta[name=robots]'), path).toHaveAttribute('content', 'noindex, follow')
    await expect(page.locator('link[rel=canonical]'), path).toHaveAttribute('href', canonical ?? '')
  }
})

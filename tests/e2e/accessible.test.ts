import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

// The viewer is checked where it is walked through (viewer.test.ts), the map and the lists in map-search.test.ts.

let scene: Awaited<ReturnType<typeof setViewerScene>>
test.beforeAll(async () => {
  scene = await withDatabase(sharedStack(), (db) => setViewerScene(db, sharedStack().dataDir))
})
test.describe.configure({ timeout: 120_000 })

test('every page is accessible to visitors', async ({ page, allowFailures }) => {
  allowFailures(/\/no-such-page answered 404/, new RegExp(`/photos/${scene.pictureless.id}/image.* answered 404`))
  const { owner, walk } = scene
  for (const path of [
    `/sequences/${walk.id}`,
    `/users/${owner.username}`,
    '/viewpoints',
    '/leaderboard',
    '/docs/api',
    '/login',
    '/mail/confirm?code=made-up',
    '/mail/unsubscribe',
    '/no-such-page',
    '/about',
    '/privacy',
    '/terms',
  ]) {
    await page.goto(path)
    await expectAccessible(page, path)
  }
  for (const width of [320, 640, 844, 1024, 1280]) {
    await page.setViewportSize({ width, height: 700 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `at ${width}`).toBeLessThanOrEqual(width)
  }
  await page.getByRole('button', { name: 'Colours and about' }).click()
  await page.getByRole('menu').waitFor()
  await expectAccessible(page, 'the open menu', { within: '[role="menu"]' })
})

test('every page is accessible to who is logged in', async ({ page, context }) => {
  const { url, dataDir } = sharedStack()
  const [name = '', value = ''] = (await sessionCookie({ dataDir }, scene.owner)).split('=')
  await context.addCookies([{ name, value, url }])
  for (const path of [
    '/import',
    '/imports',
    '/settings',
    '/notices',
    '/tag-types',
    `/photos/${scene.hidden.id}`,
    `/sequences/${scene.walk.id}`,
  ]) {
    await page.goto(path)
    await expectAccessible(page, path)
  }
  await page.getByRole('button', { name: 'Delete the sequence' }).click()
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page, 'the dialog to delete a sequence')
})

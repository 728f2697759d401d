import type { Page } from '@playwright/test'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expectAccessible } from './axe'
import { test } from './fixtures'

let scene: Awaited<ReturnType<typeof setViewerScene>>
test.beforeAll(async () => {
  scene = await withDatabase(sharedStack(), (db) => setViewerScene(db, sharedStack().dataDir))
})
test.describe.configure({ timeout: 180_000 })

const drawn = (page: Page) => page.locator('[data-sphere="drawn"]').waitFor()

test('the viewer is accessible in every state', async ({ page, allowFailures }) => {
  allowFailures(new RegExp(`/photos/${scene.pictureless.id}/image.* answered 404`))
  const states: [path: string, act?: (page: Page) => Promise<unknown>][] = [
    [`/photos/${scene.first.id}`],
    [`/photos/${scene.first.id}?panel=data&bar=photos`],
    [`/photos/${scene.first.id}?bar=altitude&map=large`],
    [`/photos/${scene.first.id}`, (viewer) => viewer.keyboard.press('?')],
    [`/photos/${scene.first.id}`, (viewer) => viewer.keyboard.press('r')],
    [`/photos/${scene.whole.id}`, drawn],
    [`/photos/${scene.unplaced.id}`],
    [`/photos/${scene.pictureless.id}`],
    [`/embed/photos/${scene.whole.id}`, drawn],
  ]
  for (const [path, act] of states) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await act?.(page)
    await expectAccessible(page, path)
  }
})

test('every page is accessible to visitors', async ({ page, allowFailures }) => {
  allowFailures(/\/no-such-page answered 404/)
  const { owner, walk } = scene
  for (const path of [
    '/',
    '/photos',
    '/photos?tag=object--bench&pano=false',
    '/photos?tag=object--nothing-has-this',
    '/sequences',
    `/sequences/${walk.id}`,
    `/users/${owner.username}`,
    '/viewpoints',
    '/leaderboard',
    '/login',
    '/about',
    '/no-such-page',
  ]) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await expectAccessible(page, path)
  }
  await page.goto('/about')
  await page.getByRole('button', { name: 'Colours and about' }).click()
  await page.getByRole('menu').waitFor()
  await expectAccessible(page, 'the open menu')
})

test('every page is accessible to who is logged in', async ({ page, context }) => {
  const { url, dataDir } = sharedStack()
  const [name = '', value = ''] = (await sessionCookie({ dataDir }, scene.owner)).split('=')
  await context.addCookies([{ name, value, url }])
  for (const path of [
    '/import',
    '/imports',
    '/settings',
    `/sequences/${scene.walk.id}`,
    `/photos/${scene.hidden.id}`,
  ]) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await expectAccessible(page, path)
  }
  await page.goto(`/sequences/${scene.walk.id}`)
  await page.getByRole('button', { name: 'Delete the sequence' }).click()
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page, 'the dialog to delete a sequence')
})

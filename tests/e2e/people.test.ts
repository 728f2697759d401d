import type { Page } from '@playwright/test'
import { and, eq, not } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { describeLine } from '@/lib/sequences/measuring/describe-line'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { insertPhoto, insertUser } from '../support/factories'
import { createGate } from '../support/gate'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

type User = { id: number; username: string }

const FAR = { lng: -4.2, lat: 57.6 }
const YEAR = String(new Date().getUTCFullYear())

let scene: Awaited<ReturnType<typeof setScene>>
test.beforeAll(async () => {
  scene = await setScene()
})

/** What the owner of the viewer's scene has, and a photo far away that three people marked. */
function setScene() {
  return withDatabase(sharedStack(), async (db) => {
    const viewer = await setViewerScene(db, sharedStack().dataDir)
    const { backupKey, backupBytes, backupSha256, backedUpAt, backupForm } = viewer.turned
    const picture = { backupKey, backupBytes, backupSha256, backedUpAt, backupForm }
    const far = await insertPhoto(db, { sequenceId: viewer.around.id, n: 9, ...FAR, ...picture })
    const line = describeLine([
      [-3.2, 54.6],
      [-3.19, 54.6],
    ])
    await db.update(sequences).set(line).where(eq(sequences.id, viewer.walk.id))
    const people = [await insertUser(db), await insertUser(db), await insertUser(db)]
    for (const { id: userId } of people) await markViewpoint(db, { photoId: far.id, userId, value: true })
    const nobody = await insertUser(db, { username: `a-name-that-is-much-longer-than-most-names-are-${Date.now()}` })
    const publicPhotos = await db.$count(photos, and(eq(photos.ownerId, viewer.owner.id), not(photos.isPrivate)))
    return { ...viewer, publicPhotos, far, people, nobody, marker: await insertUser(db) }
  })
}

async function logIn(page: Page, user: User) {
  const [name = '', value = ''] = (await sessionCookie(sharedStack(), user)).split(/=(.*)/)
  await page.context().addCookies([{ name, value, url: sharedStack().url }])
}

test('a viewpoint is marked by key and by button, yes or no, and its owner sees by whom', async ({ page }) => {
  const count = page.locator('[data-viewpoint-count]')
  const saved = () => page.waitForResponse((response) => response.url().endsWith('/viewpoint') && response.ok())
  await logIn(page, scene.marker)
  await page.goto(`/photos/${scene.first.id}`)
  await expect(count).toHaveAttribute('data-viewpoint-count', '0')
  const marks: unknown[] = []
  const { opened, open } = createGate()
  await page.route('**/viewpoint', async (route) => {
    marks.push(route.request().postDataJSON())
    await opened
    await route.continue()
  })
  for (const _time of ['once', 'and again, which is no toggle']) await page.keyboard.press('v')
  await expect(page.getByText('You marked this as a viewpoint')).toBeVisible()
  await expect(count).toHaveAttribute('data-viewpoint-count', '1')

  await page.getByRole('button', { name: 'Not a viewpoint' }).click()
  await expect(page.getByText('You marked this as not a viewpoint')).toBeVisible()
  expect(marks).toEqual([{ value: true }]) // the second waits, so that it is the last
  const no = page.waitForResponse((response) => response.ok() && response.request().postDataJSON()?.value === false)
  open()
  await no
  await page.reload()
  await expect(count).toHaveAttribute('data-viewpoint-count', '0')
  await expect(page.getByText('You marked this as not a viewpoint')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Not a viewpoint' })).toHaveAttribute('aria-pressed', 'true')

  const yes = saved()
  await page.getByRole('button', { name: 'Viewpoint', exact: true }).click()
  await yes
  await expect(count).toHaveAttribute('data-viewpoint-count', '1')
  for (const act of ['Undo', 'Viewpoint']) {
    const done = saved()
    await page.getByRole('button', { name: act, exact: true }).press('Enter')
    await done
    await expect(page.getByRole('button', { name: 'Viewpoint', exact: true })).toBeFocused()
  }

  await logIn(page, scene.owner)
  await page.reload()
  await page.getByText('Who marked it (only you see this)').click()
  await expect(page.getByRole('link', { name: scene.marker.username })).toBeVisible()
  await page.keyboard.press('v')
  await expect(count).toHaveAttribute('data-viewpoint-count', '1')
})

test('viewpoints near, on the map, of a time, and for other programs', async ({ page, context }) => {
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ longitude: FAR.lng + 0.01, latitude: FAR.lat })
  const card = page.locator('[data-viewpoint]', { has: page.locator(`a[href="/photos/${scene.far.id}"]`) })
  await page.goto('/viewpoints')
  await page.locator('[data-map="idle"]').waitFor()
  await expectAccessible(page, '/viewpoints')

  await page.getByRole('button', { name: 'Near me' }).click()
  await expect(page).toHaveURL(/near=-4\.1900,57\.6000/)
  await expect(page.locator('[data-viewpoint]')).toHaveCount(1)
  await expect(card).toContainText('3 people find this worth the trip')
  await expect(card).toContainText('away')
  await page.getByRole('combobox', { name: 'How far' }).selectOption('within 2 km')
  await expect(page).toHaveURL(/radius=2000/)
  await page.getByRole('link', { name: 'Year' }).click()
  await expect(page).toHaveURL(new RegExp(`period=${YEAR}`))
  await expect(card).toBeVisible()

  for (const [name, type] of [
    ['GeoJSON', 'application/geo+json'],
    ['GPX', 'application/gpx+xml'],
    ['Atom', 'application/atom+xml'],
  ] as const) {
    const href = (await page.getByRole('link', { name }).getAttribute('href')) ?? ''
    const answer = await page.request.get(href)
    expect(answer.headers()['content-type'], name).toContain(type)
    expect(await answer.text(), name).toContain(`/photos/${scene.far.id}`)
  }

  await page.locator('[data-map="idle"]').waitFor()
  await page.getByRole('button', { name: 'On this map' }).click()
  await expect(page).toHaveURL(/bbox=/)
  await expect(card).toBeVisible()
  await page.getByRole('button', { name: 'Everywhere' }).click()
  await expect(page).not.toHaveURL(/bbox|near/)

  await page.goto('/viewpoints?period=2001')
  await expect(page.getByText('No viewpoints here')).toBeVisible()
  await expectAccessible(page, '/viewpoints without any')
})

test('the leaderboard: who has the same shares a rank, and one sees oneself', async ({ page }) => {
  const [self = scene.marker] = scene.people
  await logIn(page, self)
  await page.goto('/leaderboard')
  await page.getByRole('link', { name: 'Viewpoints given' }).click()
  await expect(page).toHaveURL(/board=viewpoints-given/)
  await page.getByRole('link', { name: 'Year' }).click()
  await expect(page).toHaveURL(new RegExp(`board=viewpoints-given&period=${YEAR}`))
  const ranks = await Promise.all(
    scene.people.map(({ username }) => page.getByRole('row', { name: username }).getByRole('cell').first().innerText()),
  )
  expect(new Set(ranks).size).toBe(1)
  await expect(page.getByRole('row', { name: self.username })).toContainText('You')
  await expectAccessible(page, '/leaderboard')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('link', { name: 'Viewpoints given' })).toBeInViewport({ ratio: 1 })
  await page.goto('/leaderboard?period=2001')
  await expect(page.getByText('Nothing happened in this time.')).toBeVisible()
})

test('a page of somebody busy counts no private photo, and one of somebody new says what is missing', async ({
  page,
  allowFailures,
}) => {
  allowFailures(/\/image\?size=\d+ answered 404/) // one of the photos has no picture anywhere
  await page.goto(`/users/${scene.owner.username}`)
  await expect(
    page
      .locator('dt', { hasText: /^Photos$/ })
      .locator('~ dd')
      .first(),
  ).toHaveText(String(scene.publicPhotos))
  await page.locator('[data-map="idle"]').waitFor()
  await expectAccessible(page, '/users/… who is busy')
  await page.getByRole('link', { name: /^Viewpoints received/ }).click()
  await expect(page.locator(`a[href^="/photos/${scene.far.id}"]`).first()).toBeVisible()

  await page.goto(`/users/${scene.nobody.username}`)
  await expect(page.getByText('No public sequences')).toBeVisible()
  await expectAccessible(page, '/users/… who is new')
  await page.getByRole('link', { name: /^Viewpoints given/ }).click()
  await expect(page.getByText('No viewpoints marked')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})

import type { Page } from '@playwright/test'
import { insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

test.describe.configure({ timeout: 60_000 })

async function logIn(page: Page, user: { id: number; username: string }) {
  const [name = '', value = ''] = (await sessionCookie(sharedStack(), user)).split(/=(.*)/)
  await page.context().clearCookies()
  await page.context().addCookies([{ name, value, url: sharedStack().url }])
}

test('the owner of a reported photo is told by the bell, reads it and is told no more', async ({ page }) => {
  const { first, owner } = await withDatabase(sharedStack(), (db) => setViewerScene(db, sharedStack().dataDir))
  const body = { photo: String(first.id), reason: 'quality', comment: 'Blurred' }
  const origin = sharedStack().url
  const reported = await page.request.post(`${origin}/api/v1/reports`, { data: body, headers: { origin } })
  expect(reported.status()).toBe(201)

  await logIn(page, owner)
  await page.goto('/')
  await page.getByRole('link', { name: 'Notices, 1 unread' }).click()
  const notice = page.getByRole('link', { name: /was reported: The picture is poor/ })
  await expect(notice).toBeVisible()
  await expectAccessible(page, 'the notices')
  await notice.click()
  await expect(page.getByText('A moderator will decide.')).toBeVisible()
  await page.goto('/notices')
  await expect(page.getByRole('link', { name: 'Notices', exact: true })).toBeVisible()

  await page.getByLabel('Something of mine is reported').uncheck()
  await expect(page.getByLabel('Something of mine is reported')).not.toBeChecked()
  const feed = await page.getByText(/\/feeds\/notices\/\d+\//).textContent()
  const atom = await page.request.get(feed ?? '')
  expect(await atom.text()).toContain('was reported')
})

test('an admin announces something, which everybody dismisses for themselves, and suspends somebody', async ({
  page,
}) => {
  const { admin, person } = await withDatabase(sharedStack(), async (db) => ({
    admin: await insertUser(db, { role: 'admin' }),
    person: await insertUser(db),
  }))
  const words = `We move on Sunday ${admin.id}`
  await logIn(page, admin)
  await page.goto('/admin')
  await expectAccessible(page, 'the overview of admins')
  await page.getByRole('link', { name: 'Announcements' }).click()
  await page.getByLabel('What everybody reads').fill(words)
  await page.getByRole('button', { name: 'Announce' }).click()
  await page
    .getByRole('status')
    .filter({ hasText: words })
    .getByRole('button', { name: 'Dismiss this announcement' })
    .click()
  await expect(page.getByRole('status').filter({ hasText: words })).toHaveCount(0)
  await page.goto('/admin/announcements')
  await page.getByRole('listitem').filter({ hasText: words }).getByRole('button', { name: 'End it' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: words }).getByText('Not shown any more')).toBeVisible()

  await page.goto(`/admin/people?q=${person.username}`)
  const card = page.getByRole('listitem').filter({ hasText: person.username })
  await card.getByText('Suspend', { exact: true }).first().click()
  await card.getByLabel('Reason').fill('Spam of all kinds')
  await card.getByRole('button', { name: 'Suspend' }).click()
  await expect(card.getByText('suspended', { exact: true })).toBeVisible()
  await expectAccessible(page, 'the people of admins')

  await logIn(page, person)
  await page.goto('/settings')
  await expect(page.getByRole('heading', { name: 'Your account is suspended' })).toBeVisible()
  await expect(page.getByText('Spam of all kinds')).toBeVisible()
  await expectAccessible(page, 'the page of a suspended person')
  await page.getByLabel('Your appeal').fill('It was not me.')
  await page.getByRole('button', { name: 'Appeal', exact: true }).click()
  await expect(page.getByText('Your appeal was taken. Somebody will look at it.')).toBeVisible()
})

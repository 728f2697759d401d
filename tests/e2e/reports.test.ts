import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

type User = { id: number; username: string }

test.describe.configure({ timeout: 120_000 })

const setScene = () =>
  withDatabase(sharedStack(), async (db) => ({
    ...(await setViewerScene(db, sharedStack().dataDir)),
    moderator: await insertUser(db, { role: 'moderator' }),
  }))

async function logIn(page: Page, user: User) {
  const [name = '', value = ''] = (await sessionCookie(sharedStack(), user)).split(/=(.*)/)
  await page.context().clearCookies()
  await page.context().addCookies([{ name, value, url: sharedStack().url }])
}

test('a report in three clicks hides a photo, is decided by keys, appealed against and taken back', async ({
  page,
  allowFailures,
}) => {
  const { first, owner, moderator } = await setScene()
  allowFailures(new RegExp(`/photos/${first.id}.* answered 404`))
  const path = `/photos/${first.id}`

  await page.goto(path)
  await page.getByRole('button', { name: 'Report' }).click()
  const dialog = page.getByRole('dialog', { name: 'Report this photo' })
  await expectAccessible(page, 'the report dialog', { within: '[role="dialog"]' })
  await dialog.getByLabel('A person or a number plate can be recognised').click()
  await dialog.getByRole('button', { name: 'Send the report' }).click()
  const receipt = dialog.getByRole('link', { name: /\/reports\/\d+\?key=/ })
  const address = (await receipt.getAttribute('href')) ?? ''
  await expect(dialog.getByText('The photo is hidden until a moderator has decided.')).toBeVisible()
  expect((await page.request.get(path)).status()).toBe(404)

  await logIn(page, owner)
  await page.goto(path)
  await expect(page.getByText('Hidden until a report on it is decided')).toBeVisible()
  await expectAccessible(page, 'a reported photo, for its owner')
  await page.getByLabel('Your answer').fill('That is me.')
  await page.getByRole('button', { name: 'Answer' }).click()
  await expect(page.getByText('Your answer was taken.')).toBeVisible()

  await logIn(page, moderator)
  await page.goto('/admin/reports')
  const card = page.getByRole('listitem').filter({ hasText: 'That is me.' })
  await expect(card.getByText('Hidden now')).toBeVisible()
  await expectAccessible(page, 'the queue')
  await page.keyboard.press('2')
  await expect(card.getByLabel('Reason')).toBeFocused()
  await expectAccessible(page, 'the queue with a decision')
  await card.getByLabel('Reason').fill('A face is to be seen.')
  await page.keyboard.press('Enter')
  await expect(card).toHaveCount(0)

  await logIn(page, owner)
  await page.goto(path)
  await expect(page.getByText('A face is to be seen.').first()).toBeVisible()
  await page.getByLabel('Appeal against this decision').fill('It is my own face.')
  await page.getByRole('button', { name: 'Appeal' }).click()
  await expect(page.getByText('Your appeal was taken.')).toBeVisible()

  await logIn(page, moderator)
  await page.goto('/admin/reports')
  const appealed = page.getByRole('listitem').filter({ hasText: 'It is my own face.' })
  await appealed.getByRole('button', { name: 'Nothing is wrong' }).click()
  await appealed.getByRole('button', { name: 'Decide' }).click()
  await expect(appealed).toHaveCount(0)

  await page.context().clearCookies()
  expect((await page.request.get(path)).status()).toBe(200)
  await page.goto(address)
  await expect(page.getByText('The decision: nothing is wrong with it.')).toBeVisible()
  await expectAccessible(page, 'the receipt')
})

test('an owner hides and shows a photo, and edits and unpublishes a sequence, each with a way back', async ({
  page,
}) => {
  const { first, walk, owner } = await setScene()
  const isPublic = () =>
    withDatabase(
      sharedStack(),
      async (db) => (await db.select().from(photos).where(eq(photos.id, first.id)))[0]?.isPublic,
    )
  await logIn(page, owner)
  await page.goto(`/photos/${first.id}`)
  await page.getByRole('button', { name: 'Hide from others' }).click()
  await expect(page.getByText('Hidden: only you see it')).toBeVisible()
  expect(await isPublic()).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Hide from others' })).toBeVisible()
  expect(await isPublic()).toBe(true)

  await page.goto(`/sequences/${walk.id}`)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit this sequence' })
  await expectAccessible(page, 'the dialog to edit a sequence', { within: '[role="dialog"]' })
  await dialog.getByLabel('Name').fill('A windy ridge')
  await dialog.getByLabel('Transport').selectOption('Walk')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'A windy ridge' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { name: 'Scene walk' })).toBeVisible()

  await page.getByRole('button', { name: 'Unpublish' }).click()
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible()
  expect(await isPublic()).toBe(false)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Unpublish' })).toBeVisible()
  expect(await isPublic()).toBe(true)
})

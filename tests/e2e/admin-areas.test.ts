import { insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

test('an admin excludes an area for everybody, told before how many photos it hides, and takes it back', async ({
  page,
  context,
  allowFailures,
}) => {
  allowFailures(/\/admin\/areas answered 404/)
  const stack = sharedStack()
  const { admin, moderator } = await withDatabase(stack, async (db) => ({
    admin: await insertUser(db, { role: 'admin' }),
    moderator: await insertUser(db, { role: 'moderator' }),
  }))
  const logIn = async (user: { id: number; username: string }) => {
    const [name = '', value = ''] = (await sessionCookie(stack, user)).split(/=(.*)/)
    await context.addCookies([{ name, value, url: stack.url }])
  }
  await logIn(moderator)
  expect((await page.goto('/admin/areas'))?.status()).toBe(404)

  await logIn(admin)
  await page.goto('/admin/areas')
  await page.getByLabel('Latitude, longitude').fill('-40.5, -120.5') // in the sea, far from the photos of other tests
  await page.getByRole('button', { name: 'Add a circle' }).click()
  await expect(page.getByText('0 photos will be hidden. Nothing has changed yet.')).toBeVisible()
  await expectAccessible(page, 'the excluded areas of the instance')
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('0 photos in them.')).toBeVisible()

  await page.reload()
  await page
    .getByRole('button', { name: /^Remove area \d+$/ })
    .last()
    .click()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('button', { name: /^Remove area/ })).toHaveCount(0)
})

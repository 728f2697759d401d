import { insertUser } from '../support/factories'
import { logInAs } from '../support/log-in'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

test('a token is made, shown once, used and revoked', async ({ page, request }) => {
  await page.goto('/settings')
  await logInAs(page, 'bruno')
  await page.getByRole('button', { name: 'New token' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Holiday script')
  await dialog.getByRole('button', { name: 'Make token' }).click()
  const token = await dialog.getByLabel('New token').innerText()
  const asked = () => request.get('/api/v1/me', { headers: { authorization: `Bearer ${token}` } })
  expect(await (await asked()).json()).toMatchObject({ username: 'bruno', scopes: ['read'] })
  await dialog.getByRole('button', { name: 'Done' }).click()

  await page.reload()
  await expect(page.getByText(token)).toHaveCount(0)
  await expect(page.getByText(`…${token.slice(-4)}`)).toBeVisible()
  await page.getByRole('button', { name: 'Revoke Holiday script' }).click()
  await page.getByRole('button', { name: 'Revoke token' }).click()
  await expect(page.getByText('No tokens yet')).toBeVisible()
  expect((await asked()).status()).toBe(401)
})

test('who is no longer logged in is told so by every action', async ({ page, context }) => {
  await page.goto('/settings')
  await logInAs(page, 'bruno')
  await page.getByRole('button', { name: 'New token' }).click()
  await context.clearCookies()
  await page.getByLabel('Name').fill('Too late')
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByText('Log in with Mapillary first')).toBeVisible()
})

test('the reference holds every route, and leads to the shapes', async ({ page }) => {
  await page.goto('/docs/api')
  await expect(page.getByRole('heading', { name: 'Search photos' })).toBeVisible()
  await page.getByRole('link', { name: 'PhotoPage', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'PhotoPage', exact: true })).toBeInViewport()
})

test('who deletes their account is told until when it can be taken back, and nobody else is', async ({ page }) => {
  const stack = sharedStack()
  const user = await withDatabase(stack, (db) => insertUser(db))
  const [name = '', value = ''] = (await sessionCookie(stack, user)).split(/=(.*)/)
  await page.context().addCookies([{ name, value, url: stack.url }])
  await page.goto('/settings/deleted')
  await expect(page).toHaveURL(/\/settings$/) // it is not being deleted

  await page.getByRole('button', { name: 'Delete my account' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/Type .* to confirm/).fill(user.username)
  await dialog.getByRole('button', { name: 'Delete my account' }).click()
  await expect(page.getByText(/Until .*20\d\d.* you can take this back/)).toBeVisible()
  await expectAccessible(page, 'the page after a deletion')

  await page.context().clearCookies()
  await page.goto('/settings/deleted')
  await expect(page).toHaveURL(/\/login/)
})

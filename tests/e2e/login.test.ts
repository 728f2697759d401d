import { logInAs } from '../support/log-in'
import { expect, test } from './fixtures'

test('a login that is cancelled says so and offers another try', async ({ page }) => {
  await page.goto('/login?callbackUrl=/sequences')
  await page.getByRole('button', { name: 'Log in with Mapillary' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('The login was cancelled on Mapillary.')).toBeVisible()
  await logInAs(page, 'dora')
  await expect(page).toHaveURL(/\/sequences$/)
})

test('a token that comes back without the state of this browser is refused', async ({ page }) => {
  await page.goto('/login/return?access_token=stolen&state=made-up')
  await expect(page.getByText(/did not confirm the login/)).toBeVisible()
  await page.goto('/import')
  await expect(page).toHaveURL(/\/login/)
})

test('a token in the fragment logs in just as well, and leaves no trace in the address', async ({ page }) => {
  await page.route('**/login/return?*', async (route) => {
    const { searchParams } = new URL(route.request().url())
    await route.fulfill({ status: 302, headers: { location: `/login/return#${searchParams}` } })
  })
  await page.goto('/login?callbackUrl=/settings')
  await logInAs(page, 'dora')
  await expect(page).toHaveURL(/\/settings$/)
  await page.goBack()
  expect(page.url()).not.toContain('access_token')
})

test('the session cookie is HttpOnly and holds no Mapillary token', async ({ page, context }) => {
  await page.goto('/login')
  const answered = page.waitForRequest(/access_token=/)
  await logInAs(page, 'dora')
  const token = new URL((await answered).url()).searchParams.get('access_token')
  const cookies = await context.cookies()
  const session = cookies.find(({ name }) => name.includes('session-token'))
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(token).toBeTruthy()
  expect(cookies.some(({ value }) => value.includes(token ?? ''))).toBe(false)
})

test('logging out ends the session', async ({ page }) => {
  await page.goto('/login?callbackUrl=/settings')
  await logInAs(page, 'dora')
  await page.getByRole('main').getByRole('button', { name: 'Log out' }).click()
  await expect(page.getByRole('link', { name: /Log in/ }).first()).toBeVisible()
  await page.goto('/import')
  await expect(page).toHaveURL(/\/login/)
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import { insertImport, insertSequence, insertUser } from '../support/factories'
import { logInAs } from '../support/log-in'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { expect, test } from './fixtures'

const isSession = ({ name }: { name: string }) => name.includes('session-token')

/** The session cookie of a browser, as somebody who copied it would send it. */
async function copyCookie(context: BrowserContext): Promise<Record<string, string>> {
  const session = (await context.cookies()).find(isSession)
  return { cookie: `${session?.name}=${session?.value}` }
}

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

test('the session cookie is HttpOnly, holds no Mapillary token, and is refused after the log-out, also when it was copied', async ({
  page,
  context,
  playwright,
  baseURL,
}) => {
  await page.goto('/login?callbackUrl=/settings')
  const answered = page.waitForRequest(/access_token=/)
  await logInAs(page, 'dora')
  const token = new URL((await answered).url()).searchParams.get('access_token')
  const cookies = await context.cookies()
  expect(cookies.find(isSession)).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(token).toBeTruthy()
  expect(cookies.some(({ value }) => value.includes(token ?? ''))).toBe(false)

  const copy = await playwright.request.newContext({
    ...(baseURL && { baseURL }),
    extraHTTPHeaders: await copyCookie(context),
  })
  expect((await copy.get('/api/v1/me')).status()).toBe(200)
  await page.getByRole('main').getByRole('button', { name: 'Log out', exact: true }).click()
  await expect(page.getByRole('link', { name: /Log in/ }).first()).toBeVisible()
  expect((await copy.get('/api/v1/me')).status()).toBe(401)
  expect(await (await copy.get('/api/auth/session')).json()).toEqual({})
  await copy.dispose()
  await page.goto('/import')
  await expect(page).toHaveURL(/\/login/)
})

test('the settings list the devices, and log one out, or all', async ({ page, browser, watch }) => {
  await page.goto('/login?callbackUrl=/settings')
  await logInAs(page, 'chen')
  const other = await browser.newContext({
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:153.0) Gecko/20100101 Firefox/153.0',
  })
  const otherPage = await other.newPage()
  watch(otherPage)
  await otherPage.goto('/login?callbackUrl=/settings')
  await logInAs(otherPage, 'chen')

  await page.reload()
  await expect(page.getByRole('listitem').filter({ hasText: 'This device' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Log out Firefox on Windows' }).click()
  await expect(page.getByRole('button', { name: 'Log out Firefox on Windows' })).toHaveCount(0)
  await otherPage.goto('/settings')
  await expect(otherPage).toHaveURL(/\/login/)

  await logInAs(otherPage, 'chen')
  await page.getByRole('button', { name: 'Log out everywhere' }).click()
  await page.getByRole('button', { name: 'Log out all devices' }).click()
  await page.waitForURL(({ pathname }) => pathname === '/')
  await otherPage.goto('/settings')
  await expect(otherPage).toHaveURL(/\/login/)
  await other.close()
})

test('the events of an import end when their session ends', async ({ page, context, baseURL }) => {
  const { user, importId } = await withDatabase(sharedStack(), async (db) => {
    const user = await insertUser(db)
    const { id: sequenceId } = await insertSequence(db, { ownerId: user.id })
    return { user, importId: (await insertImport(db, { sequenceId, userId: user.id, state: 'waiting_for_login' })).id }
  })
  const cookie = await sessionCookie(sharedStack(), user)
  await context.addCookies([{ name: 'next-auth.session-token', value: cookie.split('=')[1] ?? '', url: baseURL ?? '' }])
  const events = await fetch(`${baseURL}/api/v1/imports/${importId}/events`, { headers: { cookie } })
  const reader = events.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('waiting_for_login')

  await page.goto('/settings')
  await page.getByRole('main').getByRole('button', { name: 'Log out', exact: true }).click()
  await expect(page.getByRole('link', { name: /Log in/ }).first()).toBeVisible()
  while (!(await reader?.read())?.done); // otherwise the time of the test runs out
})

test('an address to return to that is no address leads to the start page', async ({ request }) => {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  for (const callbackUrl of ['http://', '//', 'http://[', 'nothing at all', 'https://evil.test/']) {
    const signin = await request.post('/api/auth/signin/mapillary', { form: { csrfToken, callbackUrl, json: 'true' } })
    expect(signin.status(), callbackUrl).toBe(200)
    const read = await request.get(`/api/auth/csrf?callbackUrl=${encodeURIComponent(callbackUrl)}`)
    expect(read.status(), callbackUrl).toBe(200)
  }
})

test('no log holds a token or a cookie that was used', async ({ page, context, request }) => {
  await page.goto('/login?callbackUrl=/settings')
  const answered = page.waitForRequest(/access_token=/)
  await logInAs(page, 'dora')
  const mapillaryToken = new URL((await answered).url()).searchParams.get('access_token') ?? ''
  const session = (await context.cookies()).find(isSession)?.value ?? ''
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByLabel('Name').fill('In logs')
  await page.getByRole('button', { name: 'Make token' }).click()
  const apiToken = await page.getByLabel('New token').innerText()
  for (const secret of [mapillaryToken, session, apiToken]) {
    expect(secret.length).toBeGreaterThan(20)
    const headers = { authorization: `Bearer ${secret}`, cookie: `next-auth.session-token=${secret}` }
    await request.get(`/api/v1/me?token=${encodeURIComponent(secret)}`, { headers })
    await request.get(`/photos/${encodeURIComponent(secret)}?q=${encodeURIComponent(secret)}`, { headers })
    await request.post('/api/v1/sequences', { headers, data: { mapillarySequenceKey: 'x', mapillaryToken: secret } })
  }
  const logs = join(sharedStack().dataDir, 'logs')
  const read = () =>
    readdirSync(logs)
      .map((name) => readFileSync(join(logs, name), 'utf8'))
      .join('\n')
  await expect.poll(read).toContain('"event":"token_unknown"')
  for (const event of ['logged_in', 'token_made']) expect(read()).toContain(`"event":"${event}"`)
  for (const secret of [mapillaryToken, session, apiToken]) expect(read().includes(secret)).toBe(false)
})

import type { Page } from '@playwright/test'
import { freePort } from '../../scripts/ports.mjs'
import { insertUser } from '../support/factories'
import { logInAs } from '../support/log-in'
import { runCommand } from '../support/run-command'
import { withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { test as base, expect } from './fixtures'

/** A product of the file's own, whose address is a name: browsers know no passkeys for numbers. */
const test = base.extend<object, { named: { stack: Stack; url: string } }>({
  named: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern
    async ({}, use) => {
      const port = await freePort()
      const url = `http://localhost:${port}`
      const stack = await startStack({ port, env: { NEXTAUTH_URL: url } })
      await use({ stack, url })
      await stack.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ named }, use) => use(named.url),
})

/** A device in the browser that makes and uses passkeys without asking. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New passkey' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Make passkey' }).click()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: name })).toContainText('never used')
}

const logOut = async (page: Page) => {
  await page.getByRole('main').getByRole('button', { name: 'Log out', exact: true }).click()
  await expect(page.getByRole('link', { name: /Log in/ }).first()).toBeVisible()
}

test('a passkey is added in the settings, logs in without Mapillary, and is removed', async ({
  page,
  allowFailures,
}) => {
  await addAuthenticator(page)
  await page.goto('/login?callbackUrl=/settings')
  await logInAs(page, 'dora')
  await addPasskey(page, 'My phone')
  await logOut(page)

  await page.goto('/login?callbackUrl=/settings')
  await page.getByRole('button', { name: 'Log in with a passkey' }).click()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'My phone' })).toContainText('last used')

  await page.getByRole('button', { name: 'Remove My phone' }).click()
  await page.getByRole('button', { name: 'Remove passkey' }).click()
  await expect(page.getByText('No passkeys yet')).toBeVisible()
  await logOut(page)
  allowFailures(/\/api\/auth\/callback\/passkey answered 401$/)
  await page.goto('/login')
  await page.getByRole('button', { name: 'Log in with a passkey' }).click()
  await expect(page.getByText('This passkey is not known here, or was removed')).toBeVisible()
})

test('a one-time link lets somebody in without Mapillary, once', async ({ page, named, allowFailures }) => {
  const { stack, url } = named
  const { username } = await withDatabase(stack, (db) => insertUser(db))
  const { out, code } = await runCommand(['invite', username], { MTP_DATA_DIR: stack.dataDir, NEXTAUTH_URL: url })
  expect(code).toBe(0)
  const link = out.trim()
  expect(link).toMatch(/^http:\/\/localhost:\d+\/login\/invitation#[\w-]{43}$/)

  await addAuthenticator(page)
  await page.goto(link)
  await expect(page).toHaveURL(/\/login\/invitation$/)
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByText('Your link is used up')).toBeVisible()
  await addPasskey(page, 'My key')
  await logOut(page)

  allowFailures(/\/api\/auth\/callback\/invitation answered 401$/)
  await page.goto('/')
  await page.goto(link)
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByText(/This link was used already/)).toBeVisible()
  await page.goto('/login?callbackUrl=/settings')
  await page.getByRole('button', { name: 'Log in with a passkey' }).click()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'My key' })).toContainText('last used')
})

test('a log-in by passkey takes nothing but an assertion', async ({ request }) => {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  for (const [provider, form] of [
    ['passkey', {}],
    ['passkey', { response: '' }],
    ['passkey', { response: '{"id":"1"}' }],
    ['passkey', { response: 'null', sub: '1', id: '1' }],
    ['invitation', {}],
    ['invitation', { code: 'made-up' }],
  ] as const) {
    const answer = await request.post(`/api/auth/callback/${provider}`, { form: { csrfToken, json: 'true', ...form } })
    expect(answer.status(), `${provider} ${JSON.stringify(form)}`).toBe(401)
  }
  expect(await (await request.get('/api/auth/session')).json()).toEqual({})
})

import { notify } from '@/lib/notices/notify'
import { insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { bodyOf, headersOf, startSmtpServer } from '../support/smtp-server'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

let server: Awaited<ReturnType<typeof startSmtpServer>>
test.beforeAll(async () => {
  server = await startSmtpServer({ port: Number(process.env.E2E_SMTP_PORT) })
})
test.afterAll(() => server.close())

/** The next mail to an address. */
async function mailTo(address: string): Promise<{ text: string; headers: Map<string, string> }> {
  const find = () => server.received.findIndex(({ to }) => to.includes(address))
  await expect.poll(find).toBeGreaterThanOrEqual(0)
  const [{ raw = '' } = {}] = server.received.splice(find(), 1)
  return { text: bodyOf(raw), headers: headersOf(raw) }
}

test('an address is given and confirmed, a report is mailed to it, and one click ends the mail', async ({
  page,
  playwright,
}) => {
  const stack = sharedStack()
  const user = await withDatabase(stack, (db) => insertUser(db))
  const [first, second] = [`first-${user.id}@example.net`, `second-${user.id}@example.net`]
  const [name = '', value = ''] = (await sessionCookie(stack, user)).split(/=(.*)/)
  await page.context().addCookies([{ name, value, url: stack.url }])

  await page.goto('/settings')
  await page.getByLabel('Your address').fill(first)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText(`A link goes to ${first}`)).toBeVisible()
  await expectAccessible(page, 'the settings with an address that waits')
  const [link = ''] = /http:\S+\/mail\/confirm\?code=[\w-]+/.exec((await mailTo(first)).text) ?? []
  await page.goto(link)
  await expectAccessible(page, 'the page of a link')
  await page.getByRole('button', { name: 'Confirm this address' }).click()
  await expect(page.getByText('Your address is confirmed')).toBeVisible()

  await withDatabase(stack, (db) => notify(db, { userId: user.id, kind: 'reported', topic: 'e2e', words: 'A face' }))
  await page.getByRole('link', { name: 'To the settings' }).click()
  await page.getByLabel('Another address').fill(second) // its link is sent at once, and with it what is due
  await page.getByRole('button', { name: 'Send me a link' }).click()
  const { text, headers } = await mailTo(first)
  expect(text).toContain('Your account was reported: A face.')

  const [, address = ''] = /<(.*)>/.exec(headers.get('list-unsubscribe') ?? '') ?? []
  await page.goto(address)
  await expectAccessible(page, 'the page that ends mail')
  await expect(page.getByRole('button', { name: 'Stop mail at once' })).toBeVisible()
  const provider = await playwright.request.newContext({ extraHTTPHeaders: { origin: 'https://mail.example' } })
  const answer = await provider.post(address, { form: { 'List-Unsubscribe': 'One-Click' } })
  await provider.dispose()
  expect(answer.status()).toBe(200)
  await page.goto('/settings')
  await expect(page.getByLabel('Which mail you get')).toHaveValue('daily')

  await page.goto(address)
  await expect(page.getByText('No mail is sent to you at once')).toBeVisible() // others may have clicked, too
  await page.getByRole('button', { name: 'Stop all mail' }).click()
  await expect(page.getByText('No mail is sent to you', { exact: true })).toBeVisible()
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Remove my address' }).click()
  await expect(page.getByLabel('Your address')).toBeVisible()
})

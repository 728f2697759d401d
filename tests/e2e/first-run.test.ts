import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { logInAs } from '../support/log-in'
import { newDataDir, startStack } from '../support/stack'
import { test as base, expect } from './fixtures'

/** A product whose database is new, and whose backup holds a sequence of `ada` and a folder without a manifest. */
const test = base.extend<object, { empty: { url: string; dataDir: string } }>({
  empty: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern
    async ({}, use) => {
      const dataDir = newDataDir()
      const folder = (path: string) => join(dataDir, 'backup', path)
      mkdirSync(folder('ada/7'), { recursive: true })
      mkdirSync(folder('bruno/8'), { recursive: true })
      const manifest = join(import.meta.dirname, '../fixtures/manifest-v1.txt')
      cpSync(manifest, folder('ada/7/manifest.json'))
      cpSync(manifest, folder('bruno/8/PHOTO_1.jpg'))
      const stack = await startStack({ dataDir })
      await use(stack)
      await stack.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ empty }, use) => use(empty.url),
})

test('an empty instance offers to bring its backup back, to whoever reads the log', async ({
  page,
  empty,
  allowFailures,
}) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/restore$/)
  allowFailures(/\/api\/v1\/restore answered 403$/)
  await page.getByLabel('Code from the log').fill('made-up')
  await page.getByRole('button', { name: 'Restore everything' }).click()
  await expect(page.getByText('This is not the code in the log')).toBeVisible()

  await page.getByRole('button', { name: 'Write a code to the log' }).click()
  await expect(page.getByText('A code is in the log now.')).toBeVisible()
  const readCode = () => /good for one hour: (\S+)/.exec(readFileSync(join(empty.dataDir, 'logs/web.log'), 'utf8'))?.[1]
  await expect.poll(readCode).toBeTruthy()
  await page.getByLabel('Code from the log').fill(readCode() ?? '')
  await page.getByRole('button', { name: 'Restore everything' }).click()
  await expect(page.getByRole('heading', { name: 'It is all back' })).toBeVisible()
  await expect(page.getByText('1 sequence with 2 photos.')).toBeVisible()
  await expect(page.getByText('there are originals, and no manifest tells what they are')).toBeVisible()

  await page.getByRole('link', { name: 'Log in', exact: true }).last().click()
  await logInAs(page, 'ada')
  await page.goto('/restore')
  await page.evaluate(() => sessionStorage.clear())
  await page.reload()
  await expect(page.getByText('There is nothing to restore')).toBeVisible()
})

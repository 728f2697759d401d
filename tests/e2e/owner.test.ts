import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { imports } from '@/db/schema/imports'
import { mapillaryAccounts } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { logInAs } from '../support/log-in'
import { withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

// These tests change what is stored behind the product's back, so it is one of their own.
let stack: Stack
test.beforeAll(async () => {
  // Scenes take long to draw, so that there is time to see imports under way.
  stack = await startStack({ env: { MTP_LIMIT_PHOTOS_PER_DAY_PER_USER: '400', DEMO_PICTURES: 'scenes' } })
})
test.afterAll(() => stack.remove())

const originals = (sequenceId: number) =>
  readdirSync(join(stack.dataDir, 'backup'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.includes(`/${sequenceId}/`),
  )

/** Logs in and starts the import of the sequence with so many photos; resolves on its progress page. */
async function startImport(page: Page, photoCount: number) {
  await page.goto(`${stack.url}/import`)
  await logInAs(page, 'ada')
  await page.getByRole('checkbox', { name: new RegExp(`\\b${photoCount} photos`) }).check()
  await page.getByRole('button', { name: 'Import…' }).click()
  await page.getByRole('button', { name: 'Start import' }).click()
  await page.waitForURL(/\/imports\/\d+$/)
}

test('an owner is told of limits, an expired login, and changes, and deletes a sequence while it imports', async ({
  page,
  allowFailures,
}) => {
  test.setTimeout(240_000)

  await test.step('more photos than are left today cannot be chosen', async () => {
    await page.goto(`${stack.url}/import`)
    await logInAs(page, 'ada')
    await expect(page.getByText('400 photos left today')).toBeVisible()
    await page.getByRole('checkbox', { name: /1,200 photos/ }).check()
    await expect(page.getByText('800 photos more than can be imported today.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Import…' })).toBeDisabled()
    await page.context().clearCookies()
  })

  await test.step('an import whose login has expired waits, says so, and goes on after the next login', async () => {
    await startImport(page, 120)
    await withDatabase(stack, (db) => db.update(mapillaryAccounts).set({ expiresAt: new Date(0) }))
    await expect(page.getByText('Mapillary no longer accepts your login')).toBeVisible()
    await expect(page.getByText('One import waits for your login')).toBeVisible()
    await page
      .getByRole('main')
      .getByRole('link', { name: /Log in again/ })
      .click()
    await logInAs(page, 'ada')
    await expect(page).toHaveURL(/\/imports\/\d+$/)
    await expect(page.getByText('waits for your login')).toHaveCount(0)
  })

  await test.step('it runs on without a session', async () => {
    const progressUrl = page.url()
    await page.context().clearCookies()
    await expect
      .poll(() => withDatabase(stack, async (db) => (await db.select().from(imports))[0]?.state), { timeout: 120_000 })
      .toBe('completed')
    await page.goto(`${stack.url}/login`)
    await logInAs(page, 'ada')
    await page.goto(progressUrl)
    await page.getByRole('link', { name: 'See the sequence' }).click()
  })

  await test.step('changes are shown before they are applied', async () => {
    await page.getByRole('button', { name: 'Check for changes' }).click()
    await expect(page.getByText('Nothing has changed')).toBeVisible()
    await page.getByRole('button', { name: 'Close' }).last().click()
    await withDatabase(stack, async (db) => {
      await db.update(photos).set({ lng: 5 }).where(eq(photos.n, 2))
      await db.delete(photos).where(eq(photos.n, 120))
      await db.update(photos).set({ mapillaryKey: 'not-on-mapillary' }).where(eq(photos.n, 3))
    })
    await page.getByRole('button', { name: 'Check for changes' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('2 new photos')).toBeVisible()
    await expect(dialog.getByText('1 changed photo')).toBeVisible()
    await expect(dialog.getByText('1 photo no longer on Mapillary')).toBeVisible()
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await page.waitForURL(/\/imports\/\d+$/)
    await expect(page.getByText('Changes from Mapillary')).toBeVisible()
    await expect(page.getByText('Imported', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  })

  await test.step('a gone photo says so', async () => {
    await page.getByRole('link', { name: 'See the sequence' }).click()
    await page.getByRole('link', { name: /\b3$/ }).first().click({ timeout: 15_000 })
    await expect(page.getByText('No longer on Mapillary').first()).toBeVisible()
    await page.getByRole('tab', { name: 'Photo data' }).click()
    await expect(page.getByText(/^No longer there, seen on/)).toBeVisible()
    await expect(page.getByText(/\(no longer on Mapillary\)/)).toBeVisible()
  })

  await test.step('a sequence is deleted while it imports, backup and all', async () => {
    await page.context().clearCookies()
    await startImport(page, 36)
    await page.getByRole('link', { name: 'See the sequence' }).click()
    await page.waitForURL(/\/sequences\/\d+$/)
    const sequenceId = Number(new URL(page.url()).pathname.split('/').at(-1))
    const name = 'Over the ridge' // its own: one that nobody gave changes while it imports
    await withDatabase(stack, (db) =>
      db.update(sequences).set({ name, needsName: false }).where(eq(sequences.id, sequenceId)),
    )
    await page.reload()
    await page.getByRole('button', { name: 'Delete the sequence' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Delete them too').click()
    await expect(dialog.getByRole('button', { name: 'Delete sequence' })).toBeDisabled()
    await dialog.getByLabel(/Type/).fill(name)
    allowFailures(/\/api\/v1\/photos\/\d+\/image.* answered 404/) // pictures of the sequence, while it goes
    await dialog.getByRole('button', { name: 'Delete sequence' }).click()
    await expect(page.getByText(`${name} is being deleted`)).toBeVisible()
    await expect
      .poll(() => withDatabase(stack, (db) => db.$count(sequences, eq(sequences.id, sequenceId))), { timeout: 30_000 })
      .toBe(0)
    expect(originals(sequenceId)).toEqual([])
  })
})

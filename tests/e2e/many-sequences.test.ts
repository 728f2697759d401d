import { asc, eq } from 'drizzle-orm'
import { sequences } from '@/db/schema/sequences'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import { insertPhoto, insertSequence, insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

test('an owner changes many sequences by keyboard on a phone, is told what was refused, and takes it back', async ({
  page,
  context,
}) => {
  const stack = sharedStack()
  const owner = await withDatabase(stack, async (db) => {
    const user = await insertUser(db)
    for (const name of ['Morning', `Noon ${'n'.repeat(90)}`, 'Evening']) {
      const { id } = await insertSequence(db, { ownerId: user.id, name, isPrivate: name === 'Evening' })
      await insertPhoto(db, { sequenceId: id })
      await publishSequence(db, id)
    }
    return user
  })
  const read = () =>
    withDatabase(stack, async (db) => {
      const rows = await db.select().from(sequences).where(eq(sequences.ownerId, owner.id)).orderBy(asc(sequences.id))
      return rows.map(({ tags, unpublishedAt }) => [tags.join(), unpublishedAt === null])
    })
  const [cookie = '', value = ''] = (await sessionCookie(stack, owner)).split(/=(.*)/)
  await context.addCookies([{ name: cookie, value, url: stack.url }])
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('/sequences?mine=true')

  await page.getByRole('checkbox', { name: 'Choose all 3 sequences' }).focus()
  await page.keyboard.press('Space')
  const bar = page.getByRole('region', { name: 'Chosen sequences' })
  await expect(bar.getByRole('status')).toHaveText('3 sequences chosen')
  await expectAccessible(page, 'chosen sequences')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)

  await bar.getByRole('button', { name: 'Change…' }).press('Enter')
  await page.getByRole('textbox', { name: /^Add tags/ }).fill('wet,')
  await expectAccessible(page, 'the dialog for many sequences')
  await page.getByRole('button', { name: 'Change', exact: true }).press('Enter')
  await expect(page.getByText('3 sequences changed')).toBeVisible()
  await expect.poll(read).toEqual([
    ['wet', true],
    ['wet', true],
    ['wet', true],
  ])

  await bar.getByRole('button', { name: 'Unpublish' }).press('Enter')
  await expect.poll(async () => (await read()).map(([, isPublished]) => isPublished)).toEqual([false, false, false])
  await expect(bar.getByRole('button', { name: 'Publish', exact: true })).toBeEnabled()
  await bar.getByRole('button', { name: 'Publish', exact: true }).press('Enter')
  await expect(bar.getByRole('alert')).toContainText('Mapillary keeps this sequence private')
  await expect(page.getByText('2 sequences changed')).toBeVisible()
  const toast = page.locator('[data-sonner-toast]', { hasText: '2 sequences changed' })
  await toast.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(page.getByText('2 sequences changed back')).toBeVisible()
  await expect.poll(async () => (await read()).map(([, isPublished]) => isPublished)).toEqual([false, false, false])
})

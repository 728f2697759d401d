import type { Browser, Page } from '@playwright/test'
import { logInAs } from '../support/log-in'
import { expect, test } from './fixtures'

type Story = { page: Page; browser: Browser; watch: (page: Page) => void; allowFailures: (pattern: RegExp) => void }

for (const api of ['v3', 'v4'] as const)
  test.describe(api, () => {
    test.use({ api })

    test('a photographer imports sequences; others see them and mark a viewpoint', async ({
      page,
      browser,
      watch,
      allowFailures,
    }) => {
      test.setTimeout(300_000)
      await tell({ page, browser, watch, allowFailures }, { givesPrivate: api === 'v3' })
    })
  })

/** The whole story, the same whichever version of its API Mapillary speaks; v3 alone gives private photos. */
async function tell(
  { page, browser, watch, allowFailures }: Story,
  { givesPrivate }: { givesPrivate: boolean },
): Promise<void> {
  let photoUrl = ''
  let privateUrl = ''

  await test.step('log in and come back to the import page', async () => {
    await page.goto('/import')
    await expect(page).toHaveURL(/\/login\?callbackUrl=%2Fimport$/)
    await logInAs(page, 'ada')
    await expect(page).toHaveURL(/\/import$/)
    await expect(page.getByRole('list', { name: 'Your sequences on Mapillary' }).getByRole('listitem')).toHaveCount(
      givesPrivate ? 3 : 2,
    )
    await expect(page.locator('[data-map="idle"]')).toBeVisible()
  })

  await test.step('choose what to import and start', async () => {
    await page.getByRole('checkbox', { name: /120 photos/ }).check()
    if (givesPrivate) await page.getByRole('checkbox', { name: /36 photos/ }).check()
    await page.getByRole('button', { name: 'Import…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Transport').selectOption('Walk')
    await dialog.getByLabel('Description').fill('Along the lake')
    await dialog.getByRole('button', { name: givesPrivate ? 'Start 2 imports' : 'Start import' }).click()
    await expect(page).toHaveURL(givesPrivate ? /\/imports$/ : /\/imports\/\d+$/)
  })

  await test.step('watch the progress until all is there', async () => {
    if (givesPrivate)
      await page
        .getByRole('link', { name: /Walk near .+, September 2020/ })
        .first()
        .click()
    await expect(page).toHaveURL(/\/imports\/\d+$/)
    await expect(page.getByText('Originals in the backup')).toBeVisible()
    await page.reload()
    await expect(page.getByText('Imported', { exact: true }).first()).toBeVisible({ timeout: 240_000 })
    const progress = await page.request.get(`/api/v1${new URL(page.url()).pathname}`).then((answer) => answer.json())
    expect(progress).toMatchObject({ status: 'completed', photoTotal: 120, errorTotal: 0 })
  })

  await test.step('see the sequence, and a photo with its tags', async () => {
    await page.getByRole('link', { name: 'See the sequence' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Walk near .+, September 2020$/)
    await page
      .getByRole('link', { name: /number 3$/i })
      .first()
      .click()
    await expect(page).toHaveURL(/\/photos\/\d+/)
    await expect(page.getByRole('link', { name: 'Photo 3 of 120' })).toBeVisible()
    await expect(page.getByText('You cannot mark your own photos.')).toBeVisible()
    photoUrl = new URL(page.url()).pathname
  })

  if (givesPrivate)
    await test.step('see the private one alone', async () => {
      await page.goto('/imports')
      await page
        .getByRole('link', { name: /Walk near .+, February 2021/ })
        .first()
        .click()
      await expect(page.getByText('Imported', { exact: true }).first()).toBeVisible({ timeout: 120_000 })
      await page.getByRole('link', { name: 'See the sequence' }).click()
      await expect(page.getByText(/private/i).first()).toBeVisible()
      privateUrl = new URL(page.url()).pathname
    })

  const visitor = await browser.newContext()
  const other = await visitor.newPage()
  watch(other)

  await test.step('the public finds it on the map and in the viewer', async () => {
    await other.goto('/')
    await expect(other.locator('[data-map="idle"]')).toBeVisible()
    await other.goto('/sequences?user=ada') // the list beside the map is short, and other tests fill it
    await other
      .getByRole('link', { name: /Walk near .+, September 2020/ })
      .first()
      .click()
    await expect(other.getByRole('heading', { level: 1 })).toHaveText(/^Walk near .+, September 2020$/)
    await other.goto(photoUrl)
    await expect(other.getByRole('img', { name: /photo/i }).first()).toBeVisible()
    await other.keyboard.press('ArrowRight')
    await expect(other.getByRole('link', { name: 'Photo 4 of 120' })).toBeVisible()
    await other.keyboard.press('ArrowLeft')
    await expect(other.getByRole('link', { name: 'Photo 3 of 120' })).toBeVisible()
    await expect(other.getByText(/image by/)).toContainText('ada')
  })

  if (givesPrivate)
    await test.step('the private sequence does not exist for the public', async () => {
      allowFailures(new RegExp(`${privateUrl} answered 404`))
      await other.goto(privateUrl)
      await expect(other.getByRole('heading', { level: 1 })).not.toContainText('27 February')
    })

  await test.step('another photographer logs in from the photo, marks it, and the count follows', async () => {
    await other.goto(photoUrl)
    await other.getByRole('link', { name: 'Log in to mark this viewpoint' }).click()
    await logInAs(other, 'chen')
    await expect(other).toHaveURL(new RegExp(`${photoUrl}\\?mark=viewpoint`))
    const mark = other.getByRole('button', { name: 'Viewpoint', exact: true })
    await expect(mark).toBeFocused()
    const saved = other.waitForResponse(/\/viewpoint$/) // it is shown before
    await mark.click()
    await expect(mark).toHaveAttribute('aria-pressed', 'true')
    await expect(other.locator('[data-viewpoint-count]')).toHaveAttribute('data-viewpoint-count', '1')
    await saved
    await other.reload()
    await expect(other.locator('[data-viewpoint-count]')).toHaveAttribute('data-viewpoint-count', '1')
    await page.goto(photoUrl)
    await expect(page.locator('[data-viewpoint-count]')).toHaveAttribute('data-viewpoint-count', '1')
    await other.getByRole('button', { name: 'Not a viewpoint' }).click()
    await expect(other.locator('[data-viewpoint-count]')).toHaveAttribute('data-viewpoint-count', '0')
  })
  await visitor.close()
}

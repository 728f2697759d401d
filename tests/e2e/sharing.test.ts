import exifr from 'exifr'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

test('a photo is put aside, saved with its photographer, and embedded; the list comes as a route', async ({
  page,
  context,
  request,
}) => {
  const { url, dataDir } = sharedStack()
  const { owner, first } = await withDatabase(sharedStack(), (db) => setViewerScene(db, dataDir))
  const [name = '', value = ''] = (await sessionCookie({ dataDir }, owner)).split(/=(.*)/)
  await context.addCookies([{ name, value, url }])
  await page.goto(`/photos/${first.id}`)
  const favourite = page.getByRole('button', { name: 'Favourite' })
  await favourite.click()
  await expect(favourite).toHaveAttribute('aria-pressed', 'true')
  await expect(favourite).toBeEnabled()

  await page.getByRole('button', { name: 'Embed' }).click()
  await page.getByLabel('Size').selectOption('Large (960 × 600)')
  await expect(page.getByLabel('Code', { exact: true })).toHaveValue(/width="960" height="600"/)
  await page.keyboard.press('Escape')

  const saved = await request.get(`/api/v1/photos/${first.id}/image?size=640&download=true`)
  expect(saved.headers()['content-disposition']).toContain('attachment')
  expect(await exifr.parse(await saved.body())).toMatchObject({ Artist: owner.username })

  await page.goto('/favourites')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
  const gpx = await context.request.get('/api/v1/favourites?format=gpx')
  expect(await gpx.text()).toContain('<rtept ')
})

test('on paper there is the picture and its data, without the tools of the screen', async ({ page }) => {
  const { first } = await withDatabase(sharedStack(), (db) => setViewerScene(db, sharedStack().dataDir))
  await page.goto(`/photos/${first.id}`)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.locator('button:visible:not([data-reads])')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Stop sign/ })).toBeVisible() // its name is read
})

import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

test.use({ serviceWorkers: 'allow' })

test('without a connection the last photo is still there, and other pages say what is wrong', async ({
  page,
  context,
  allowFailures,
}) => {
  allowFailures(/.*/)
  const { first } = await withDatabase(sharedStack(), (db) => setViewerScene(db, sharedStack().dataDir))
  await page.goto('/about')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.goto(`/photos/${first.id}`)
  const heading = await page.getByRole('heading', { level: 1 }).innerText()
  const kept = () => page.evaluate(async () => (await (await caches.open('pictures-v1')).keys()).length)
  await expect.poll(kept).toBeGreaterThan(0)

  await context.setOffline(true)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
  await page.goto('/leaderboard')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no connection')
  await context.setOffline(false)
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leaderboard')
})

test('the site can be installed', async ({ request }) => {
  const manifest = await (await request.get('/manifest.webmanifest')).json()
  expect(manifest).toMatchObject({ name: 'Map the Paths', display: 'standalone', start_url: '/' })
  for (const { src, type } of manifest.icons) {
    const icon = await request.get(src)
    expect([src, icon.status(), icon.headers()['content-type']]).toEqual([src, 200, type])
  }
})

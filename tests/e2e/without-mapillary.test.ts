import sharp from 'sharp'
import { insertKeptWalk } from '../support/kept-walk'
import { sessionCookie } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

let stack: Stack
test.beforeAll(async () => {
  stack = await startStack({ env: { MAPILLARY_API: 'none' } })
})
test.afterAll(() => stack?.remove())

test('without Mapillary all that is here is shown, no link leads there, and pages say what still works', async ({
  page,
  context,
}) => {
  test.setTimeout(60_000)
  expect(stack.pidOf('demo')).toBeUndefined()
  const { owner, sequenceId, photoId } = await insertKeptWalk(stack, { username: 'ada' })
  const photo = `/photos/${photoId}`
  for (const path of [
    '/',
    '/photos',
    photo,
    '/sequences',
    `/sequences/${sequenceId}`,
    '/users/ada',
    `/embed${photo}`,
  ]) {
    await page.goto(stack.url + path)
    await expect(page.getByText(/by ada/).first(), path).toBeVisible()
    await expect(page.locator('a[href*="mapillary.com"]'), path).toHaveCount(0)
  }
  const picture = await page.request.get(`${stack.url}/api/v1${photo}/image?size=640`)
  expect(await sharp(await picture.body()).metadata()).toMatchObject({ format: 'jpeg', width: 640 })
  const answer = await page.request.get(`${stack.url}/api/v1${photo}`)
  expect((await answer.json()).properties).toMatchObject({ goneAt: null, links: { mapillary: null } })

  await page.goto(`${stack.url}/login`)
  await expect(page.getByText('This site no longer asks Mapillary')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Log in with Mapillary' })).toHaveCount(0)

  const [name = '', value = ''] = (await sessionCookie(stack, owner)).split('=')
  await context.addCookies([{ name, value, url: stack.url }])
  await page.goto(`${stack.url}/import`)
  await expect(page.getByText('Nothing new comes from Mapillary')).toBeVisible()
  await page.goto(`${stack.url}/sequences/${sequenceId}`)
  await expect(page.getByRole('button', { name: 'Take with you' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check for changes' })).toHaveCount(0)
  await page.goto(`${stack.url}/settings`)
  await expect(page.getByText('This site no longer asks Mapillary')).toBeVisible()
})

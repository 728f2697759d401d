import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { insertPhoto, insertSequence, insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

let stack: Stack
test.beforeAll(async () => {
  stack = await startStack({ env: { MAPILLARY_API: 'none' } })
})
test.afterAll(() => stack?.remove())

/** A sequence from before: the originals are not blurred, and pictures for everybody are kept. */
async function insertWalk() {
  const picture = await sharp({ create: { width: 2048, height: 1024, channels: 3, background: '#7a9' } })
    .jpeg()
    .toBuffer()
  const scene = await withDatabase(stack, async (db) => {
    const owner = await insertUser(db, { username: 'ada' })
    const sequence = await insertSequence(db, { ownerId: owner.id, name: 'A walk from before' })
    const photos: { id: number; keys: string[] }[] = []
    for (const n of [1, 2, 3]) {
      const backupKey = `ada/${sequence.id}/PHOTO_${n}.jpg`
      const publicKey = `.public/${backupKey}`
      const kept = { backupKey, backupForm: 'uploaded' as const, backupBytes: picture.length, publicKey }
      const place = { lng: -3.1 + n / 10_000, backedUpAt: new Date() }
      const { id } = await insertPhoto(db, { sequenceId: sequence.id, n, ...kept, ...place })
      photos.push({ id, keys: [backupKey, publicKey] })
    }
    return { owner, sequenceId: sequence.id, photos }
  })
  for (const path of scene.photos.flatMap(({ keys }) => keys.map((key) => join(stack.dataDir, 'backup', key)))) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, picture)
  }
  return { owner: scene.owner, sequenceId: scene.sequenceId, photoId: scene.photos[0]?.id ?? 0 }
}

test('without Mapillary all that is here is shown, no link leads there, and pages say what still works', async ({
  page,
  context,
}) => {
  test.setTimeout(60_000)
  expect(stack.pidOf('demo')).toBeUndefined()
  const { owner, sequenceId, photoId } = await insertWalk()
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

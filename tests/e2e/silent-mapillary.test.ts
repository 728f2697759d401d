import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import sharp from 'sharp'
import { insertUser } from '../support/factories'
import { insertKeptWalk } from '../support/kept-walk'
import { sessionCookie, withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

// Its Mapillary accepts every connection and says nothing. Other ways to be away: tests/integration/photos/mapillary-away.test.ts
let stack: Stack
let server: Server
const sockets = new Set<Socket>()

test.beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hole = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stack = await startStack({
    env: {
      MAPILLARY_API: 'v3',
      MAPILLARY_API_URL: `${hole}/v3`,
      MAPILLARY_IMAGES_URL: `${hole}/images`,
      MAPILLARY_AUTH_URL: `${hole}/connect`,
      MAPILLARY_CLIENT_ID: 'client',
      MAPILLARY_CLIENT_SECRET: 'secret',
    },
  })
})
test.afterAll(async () => {
  await stack?.remove()
  for (const socket of sockets) socket.destroy()
  server?.close()
})

async function enter(context: BrowserContext, user: { id: number; username: string }) {
  const [name = '', value = ''] = (await sessionCookie(stack, user)).split(/=(.*)/)
  await context.clearCookies()
  await context.addCookies([{ name, value, url: stack.url }])
}

test('while Mapillary says nothing, people look, search, download, mark and rename as ever', async ({
  page,
  context,
}) => {
  test.setTimeout(90_000)
  const { owner, sequenceId, photos, photoId } = await insertKeptWalk(stack, { username: 'ada', count: 8 })
  const request = context.request
  const pictures = photos.map(({ id }) => request.get(`${stack.url}/api/v1/photos/${id}/image?size=640`))
  for (const picture of await Promise.all(pictures))
    expect(await sharp(await picture.body()).metadata()).toMatchObject({ format: 'jpeg', width: 640 })
  const walk = `/sequences/${sequenceId}`
  for (const path of ['/', '/photos', `/photos/${photoId}`, walk, '/users/ada', `/embed/photos/${photoId}`]) {
    await page.goto(stack.url + path)
    await expect(page.getByText(/by ada/).first(), path).toBeVisible()
  }
  const found = await request.get(`${stack.url}/api/v1/photos?user=ada`)
  expect(await found.json()).toMatchObject({ features: photos.map(() => ({ type: 'Feature' })) })
  expect(await (await request.get(`${stack.url}/api/v1/sequences/${sequenceId}?format=gpx`)).text()).toContain('<gpx')

  const visitor = await withDatabase(stack, (db) => insertUser(db, { username: 'bruno' }))
  await enter(context, visitor)
  const headers = { origin: stack.url }
  const data = { value: true }
  const marked = await request.put(`${stack.url}/api/v1/photos/${photoId}/viewpoint`, { headers, data })
  expect(marked.status()).toBe(200)

  await enter(context, owner)
  const original = await request.get(`${stack.url}/api/v1/photos/${photoId}/image?size=original`)
  expect(await original.body()).toEqual(photos[0]?.bytes)
  const renamed = await request.patch(`${stack.url}/api/v1/sequences/${sequenceId}`, {
    headers,
    data: { name: 'A new name' },
  })
  expect(renamed.status()).toBe(200)
  await page.goto(stack.url + walk)
  await expect(page.getByRole('heading', { name: 'A new name' })).toBeVisible()
})

test('an original that has changed is found, told of, and given back by its owner', async ({ page, context }) => {
  test.setTimeout(90_000)
  const { owner, sequenceId, photos } = await insertKeptWalk(stack, { username: 'chen' })
  await enter(context, owner)
  await page.goto(`${stack.url}/vault`)
  await expect(page.getByText('Nothing: no original and no public picture was ever found to be wrong.')).toBeVisible()

  const [first] = photos
  if (!first) throw new Error('There is no photo')
  const changed = Buffer.from(first.bytes)
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1
  writeFileSync(join(stack.dataDir, 'backup', first.backupKey), changed)
  await page.goto(`${stack.url}/sequences/${sequenceId}`)
  await expect(page.getByText('Copies of each: 1 of 1')).toBeVisible()
  await page.getByRole('button', { name: 'Verify this sequence now' }).click()
  await expect(async () => {
    await page.goto(`${stack.url}/vault`)
    await expect(page.getByText('1 original cannot be used now')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(page.getByText(/^The file had changed\. No other copy of it could be read\./)).toBeVisible()

  const file = { name: 'from my disk.jpg', mimeType: 'image/jpeg' }
  const chooser = page.getByLabel('Choose files from your own collection')
  await chooser.setInputFiles({ ...file, buffer: changed })
  await expect(page.getByText('it is none of these originals.')).toBeVisible()
  await chooser.setInputFiles({ ...file, buffer: first.bytes })
  await expect(page.getByText('It was replaced with the file that you uploaded, byte for byte.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Originals that need your file' })).toHaveCount(0)
  const sums = await context.request.get(`${stack.url}/api/v1/vault/checksums`)
  expect((await sums.text()).trim().split('\n')).toHaveLength(photos.length)
})

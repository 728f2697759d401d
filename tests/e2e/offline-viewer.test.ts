import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import type { Db } from '@/db/client'
import { createFolderBackup } from '@/lib/backup/folder'
import { originalKey } from '@/lib/backup/keys'
import { boxShape, insertDetection, insertPhoto, insertSequence, insertUser } from '../support/factories'
import { readZip } from '../support/read-zip'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { expect, test } from './fixtures'

const HOSTILE = '</script><img src=x onerror="document.title=1"> "Über" den\u2028Pass'

/** A user with a flat and a round sequence whose originals are in the backup. */
async function setScene(db: Db, dataDir: string) {
  const backup = createFolderBackup(join(dataDir, 'backup'))
  const user = await insertUser(db, { username: `<b>ada & "co" ${Date.now()}` })
  const add = async (name: string, isPano: boolean) => {
    const { id: sequenceId } = await insertSequence(db, { ownerId: user.id, name })
    for (let n = 1; n <= 3; n += 1) {
      const background = ['#7aa06a', '#6a8fa0', '#a08a6a'][n - 1]
      const size = isPano ? { width: 1200, height: 600 } : { width: 800, height: 600 }
      const bytes = await sharp({ create: { ...size, channels: 3, background: background ?? '' } })
        .jpeg()
        .toBuffer()
      const backupKey = originalKey(user.username, sequenceId, n)
      await backup.put(backupKey, Readable.from([bytes]), { contentType: 'image/jpeg', metadata: () => ({}) })
      const photo = await insertPhoto(db, {
        ...{ sequenceId, ownerId: user.id, n, isPano, lng: -3.1 + n * 0.001, lat: 54.45, compassAngle: 90 },
        ...{ backupKey, backupBytes: bytes.length, backedUpAt: new Date(), backupForm: 'processed' },
        backupSha256: createHash('sha256').update(bytes).digest('hex'),
      })
      if (n === 2) await insertDetection(db, { photoId: photo.id, value: 'object--bench', shape: boxShape(0.4) })
    }
    return sequenceId
  }
  return { user, flat: await add(HOSTILE, false), round: await add('Around the tarn', true) }
}

/** Makes a takeout of everything and unpacks it as a person would. */
async function takeOut(user: { id: number; username: string }, folder: string) {
  const stack = sharedStack()
  const headers = { cookie: await sessionCookie(stack, user), origin: stack.url, 'content-type': 'application/json' }
  const answer = await fetch(`${stack.url}/api/v1/takeouts`, { method: 'POST', headers, body: '{"all":true}' })
  const { links } = (await answer.json()) as { links: { self: string } }
  const read = async () =>
    (await (await fetch(links.self, { headers })).json()) as { state: string; links: { zip: string } }
  await expect.poll(async () => (await read()).state).toBe('ready')
  const bytes = Buffer.from(await (await fetch((await read()).links.zip, { headers })).arrayBuffer())
  for (const { path, dataStart, sizeBytes } of readZip((start, end) => bytes.subarray(start, end), bytes.length)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes.subarray(dataStart, dataStart + sizeBytes))
  }
}

test('a takeout is looked at from the disk, without one request to anywhere', async ({ browser, watch }) => {
  const stack = sharedStack()
  const { user, flat, round } = await withDatabase(stack, (db) => setScene(db, stack.dataDir))
  const folder = mkdtempSync(join(tmpdir(), 'mtp-offline-'))
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 800 } })
  try {
    await takeOut(user, folder)
    const page = await context.newPage()
    watch(page)
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(pathToFileURL(join(folder, 'index.html')).href)

    await expect(page).toHaveTitle(`Photos of ${user.username}`)
    await expect(page.locator('.map[data-map=drawn]')).toBeVisible()
    const sequences = page.getByRole('list', { name: 'Sequences' }).getByRole('link')
    await expect(sequences).toHaveCount(2)
    await expect(sequences.first()).toContainText('</script><img src=x onerror="document.title=1">')

    await page.keyboard.press('/')
    await page.keyboard.type('bench')
    await expect(sequences.first()).toContainText('1 photo found')
    await page.getByRole('button', { name: 'Clear' }).click()

    await sequences.first().click()
    const photos = page.getByRole('list', { name: 'Photos' }).getByRole('link')
    await expect(photos).toHaveCount(3)
    await page.locator('body').press('ArrowRight')
    await expect(page.getByRole('heading', { name: 'Photo 1 of 3' })).toBeVisible()
    await page.locator('body').press('ArrowRight')
    await expect(page).toHaveURL(new RegExp(`#${flat}/2$`))
    await expect(page.getByRole('img', { name: /^Photo 2 of / })).toHaveJSProperty('naturalWidth', 800)
    await page.getByRole('button', { name: 'Bench' }).click()
    await expect.poll(() => page.locator('.outlines').evaluate(hasInk)).toBe(true)

    await page.locator('body').press('Escape')
    await page.getByRole('link', { name: 'All sequences' }).click()
    await page.getByRole('link', { name: 'Around the tarn' }).click()
    await photos.nth(1).click()
    await expect(page).toHaveURL(new RegExp(`#${round}/2$`))
    await expect(page.locator('.picture')).toHaveAttribute('data-picture', 'sphere')
    await page.locator('body').press('ArrowRight')
    await expect(page.getByRole('heading', { name: 'Photo 3 of 3' })).toBeVisible()
    await expect(page.locator('.picture')).toHaveAttribute('data-picture', 'sphere')

    expect(requests.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([])
  } finally {
    await context.close()
    rmSync(folder, { recursive: true })
  }
})

/** Whether anything is drawn on a canvas. */
function hasInk(canvas: Element): boolean {
  if (!(canvas instanceof HTMLCanvasElement)) return false
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
  return pixels.some((value) => value > 0)
}

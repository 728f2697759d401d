import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { connect } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { demoWorld } from '@/demo/demo-world'
import { createPictures } from '@/demo/picture'
import { logInAs } from '../support/log-in'
import { startStack } from '../support/stack'
import { expect, test } from './fixtures'

test('everything arrives once when all processes are killed in mid-import', async ({ page }) => {
  test.setTimeout(300_000)
  const first = await startStack()
  await page.goto(`${first.url}/import`)
  await logInAs(page, 'chen')
  const sequence = demoWorld().sequences.find(({ place }) => place === 'Tianmu, Taipei')
  const asked = await page.request.post(`${first.url}/api/v1/sequences`, {
    headers: { origin: first.url },
    data: { mapillarySequenceKey: sequence?.key, name: 'Cycling' },
  })
  expect(asked.status()).toBe(202)
  const { id, importId } = await asked.json()
  const importUrl = `${first.url}/api/v1/imports/${importId}`
  await expect
    .poll(() => originalsDone(page.request, importUrl), { timeout: 60_000, intervals: [50] })
    .toBeGreaterThan(5)
  await page.goto('about:blank')
  await first.kill9('all')

  const second = await startStack({ dataDir: first.dataDir, port: first.port })
  await expect
    .poll(async () => (await page.request.get(importUrl)).json().then(({ status }) => status), { timeout: 120_000 })
    .toBe('completed')

  const db = connect(second.databaseUrl())
  const rows = await db.select().from(photos).orderBy(photos.n)
  await db.$client.end()
  expect(rows.map(({ n, mapillaryKey }) => [n, mapillaryKey])).toEqual(sequence?.photos.map(({ n, key }) => [n, key]))
  const folder = join(second.dataDir, 'backup', 'chen', id)
  const expectedFiles = ['manifest.json', ...rows.map(({ n }) => `PHOTO_${n}.jpg`)]
  expect(readdirSync(folder).sort()).toEqual(expectedFiles.sort())
  const pictures = createPictures()
  for (const [index, photo] of (sequence?.photos ?? []).entries()) {
    const served = sha256(await pictures.original(photo))
    expect(sha256(readFileSync(join(folder, `PHOTO_${index + 1}.jpg`)))).toBe(served)
    expect(rows[index]?.backupSha256).toBe(served)
  }
  await second.remove()
})

async function originalsDone(request: APIRequestContext, importUrl: string): Promise<number> {
  const { stages } = await (await request.get(importUrl)).json()
  return stages.originals.done
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

import { createHash } from 'node:crypto'
import { imagePath } from '@/lib/photos/paths'
import { insertUser } from '../support/factories'
import { fetchWebp } from '../support/fetch-webp'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

test('a moderator blurs a region in the viewer by keyboard, strangers see it blurred, and it is taken back', async ({
  page,
  context,
}) => {
  const stack = sharedStack()
  const { first, moderator } = await withDatabase(stack, async (db) => ({
    ...(await setViewerScene(db, stack.dataDir)),
    moderator: await insertUser(db, { role: 'moderator' }),
  }))
  const url = stack.url + imagePath(first.id, 640)
  const picturesOfStrangers = async () => {
    const answers = [await fetch(url), await fetchWebp(url)]
    return Promise.all(
      answers.map(async (answer) => {
        const sha256 = createHash('sha256').update(Buffer.from(await answer.arrayBuffer()))
        return { tag: answer.headers.get('etag'), sha256: sha256.digest('hex') }
      }),
    )
  }
  const before = await picturesOfStrangers()
  const [name = '', value = ''] = (await sessionCookie(stack, moderator)).split(/=(.*)/)
  await context.addCookies([{ name, value, url: stack.url }])
  await page.goto(`/photos/${first.id}`)

  await page.getByRole('button', { name: 'Blur a region' }).press('Enter')
  await expect(page.getByText('Nothing is blurred, and nothing was.')).toBeVisible()
  await page.getByRole('button', { name: /^Region\. Draw a box/ }).press('ArrowRight')
  await expectAccessible(page, 'the blurs of a moderator')
  await page.getByRole('button', { name: 'Blur it' }).press('Enter')
  await expect(page.getByText(/^Region 1, by a moderator/)).toBeVisible()
  for (const [index, blurred] of (await picturesOfStrangers()).entries()) {
    expect(blurred.sha256).not.toBe(before[index]?.sha256)
    expect(blurred.tag).not.toBe(before[index]?.tag)
  }

  await page.getByRole('button', { name: 'Take back region 1' }).press('Enter')
  await expect(page.getByText(new RegExp(`; taken back .* by ${moderator.username}$`))).toBeVisible()
  expect(await picturesOfStrangers()).toEqual(before)
})

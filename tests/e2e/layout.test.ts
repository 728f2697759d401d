import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { addFavourite } from '@/lib/favourites/set-favourite'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { insertImport, insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

const SIZES = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
]
const WORD = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'.padEnd(90, 'och')
const ARABIC = 'مسار طويل حول البحيرة الكبيرة وعبر الجسر القديم إلى القرية الصغيرة'
const CHINESE_AND_EMOJI = `${'湖畔長距離步道'.repeat(8)}${'🏔️👩‍👩‍👧‍👦'.repeat(12)}`
const DESCRIPTION = `Planned with https://example.org/${'a'.repeat(200)}\n${'A long walk. '.repeat(180)}`

let scene: Awaited<ReturnType<typeof setScene>>
test.beforeAll(async () => {
  scene = await setScene()
})
test.describe.configure({ timeout: 180_000 })

/** The scene of the viewer, where everything that people name has a name that is hard to lay out. */
function setScene() {
  return withDatabase(sharedStack(), async (db) => {
    const viewer = await setViewerScene(db, sharedStack().dataDir)
    const { owner, walk, around, first, second, pictureless, whole } = viewer
    const username = `${WORD.slice(0, 80)}${owner.id}`
    await db.update(users).set({ username }).where(eq(users.id, owner.id))
    const tags = [WORD, ARABIC, '🏔️']
    await db.update(sequences).set({ name: WORD, description: DESCRIPTION, tags }).where(eq(sequences.id, walk.id))
    await db.update(sequences).set({ name: ARABIC }).where(eq(sequences.id, around.id))
    await db.update(sequences).set({ name: CHINESE_AND_EMOJI }).where(eq(sequences.id, pictureless.sequenceId))
    for (const _ of [1, 2]) {
      const userId = (await insertUser(db)).id
      for (const { id: photoId } of [first, second, whole]) await markViewpoint(db, { photoId, userId, value: true })
    }
    for (const { id: photoId } of [first, second, whole]) await addFavourite(db, { photoId, userId: owner.id })
    const imported = await insertImport(db, { sequenceId: walk.id, userId: owner.id, state: 'completed' })
    return { ...viewer, owner: { ...owner, username }, imported }
  })
}

test('no public page scrolls sideways or lays cards over one another', async ({ page, allowFailures }) => {
  allowFailures(/\/no-such-page answered 404/, /\/image.* answered 404/)
  const { owner, walk, around, pictureless, first, whole } = scene
  const user = encodeURIComponent(owner.username)
  await expectLayout(page, [
    '/',
    `/?user=${user}`,
    '/photos',
    `/photos?user=${user}`,
    `/photos/${first.id}`,
    `/photos/${first.id}?panel=data`,
    `/photos/${whole.id}`,
    '/sequences',
    `/sequences/${walk.id}`,
    `/sequences/${around.id}`,
    `/sequences/${pictureless.sequenceId}`,
    `/users/${user}`,
    '/viewpoints',
    '/leaderboard',
    '/about',
    '/privacy',
    '/mail/confirm?code=made-up',
    '/mail/unsubscribe',
    '/terms',
    '/docs/api',
    '/login',
    '/offline',
    '/no-such-page',
  ])
})

test('no page of an owner scrolls sideways or lays cards over one another', async ({
  page,
  context,
  allowFailures,
}) => {
  allowFailures(/\/image.* answered 404/)
  const { url, dataDir } = sharedStack()
  const [name = '', value = ''] = (await sessionCookie({ dataDir }, scene.owner)).split(/=(.*)/)
  await context.addCookies([{ name, value, url }])
  await expectLayout(page, [
    '/imports',
    `/imports/${scene.imported.id}`,
    '/settings',
    '/favourites',
    '/tag-types',
    '/sequences?mine=true',
    `/sequences/${scene.walk.id}`,
    `/photos/${scene.hidden.id}`,
  ])
})

test('on a phone that lies down the list covers no control of the map', async ({ page }) => {
  await page.setViewportSize({ width: 844, height: 390 })
  await page.goto('/')
  await page.locator('[data-map=idle]').waitFor()
  const result = await boxOf(page, 'Result', 'region')
  const controls = ['Zoom in', 'Zoom out', 'Find my location', /^Colours of the map/]
  const boxes = await Promise.all(controls.map((name) => boxOf(page, name, 'button')))
  for (const [at, box] of boxes.entries()) {
    expect(box.y + box.height, `${controls[at]} ends above the list`).toBeLessThanOrEqual(result.y)
    for (const other of boxes.slice(at + 1)) expect(areApart(box, other), `${controls[at]} is covered`).toBe(true)
  }
})

async function expectLayout(page: Page, paths: string[]) {
  const faults: string[] = []
  for (const path of paths) {
    await page.goto(path)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const fault of await page.evaluate(findFaults))
        faults.push(`${path.slice(0, 40)} at ${size.width}: ${fault}`)
    }
  }
  expect(faults).toEqual([])
}

/** Runs in the page. */
function findFaults(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  const faults = scrollWidth > clientWidth ? [`is ${scrollWidth} wide`] : []
  const nameOf = (card: Element) => card.textContent.slice(0, 30)
  for (const list of document.querySelectorAll('main ul, main ol')) {
    const cards = [...list.children].filter((card) => card.checkVisibility())
    for (const [at, card] of cards.entries()) {
      if (card.scrollWidth > card.clientWidth + 1 && card.clientWidth > 0) faults.push(`"${nameOf(card)}" is cut`)
      const [box, next] = [card.getBoundingClientRect(), cards[at + 1]?.getBoundingClientRect()]
      const isOver =
        next &&
        next.left < box.right - 1 &&
        next.right > box.left + 1 &&
        next.top < box.bottom - 1 &&
        next.bottom > box.top + 1
      if (isOver) faults.push(`"${nameOf(card)}" is covered`)
    }
  }
  return faults
}

type Box = { x: number; y: number; width: number; height: number }

async function boxOf(page: Page, name: string | RegExp, role: 'button' | 'region'): Promise<Box> {
  const box = await page.getByRole(role, { name }).first().boundingBox()
  if (!box) throw new Error(`${name} is not in sight`)
  return box
}

function areApart(a: Box, b: Box): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
}

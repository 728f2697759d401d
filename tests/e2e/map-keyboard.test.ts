import type { Locator, Page } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { expect, test } from './fixtures'
import { insertScene, type Scene } from './map-scene'

let scene: Scene
test.beforeAll(async () => {
  scene = await insertScene()
  await withDatabase(sharedStack(), async (db) => {
    const marker = await insertUser(db)
    await db.execute(sql`
      insert into viewpoints (photo_id, user_id, photo_owner_id, value)
      select id, ${marker.id}, owner_id, true from photos where sequence_id = ${scene.ridgeId}`)
  })
})
test.beforeEach(async ({ context, baseURL }) => {
  await context.setGeolocation({ longitude: scene.ridge[0], latitude: scene.ridge[1] })
  const session = await sessionCookie(sharedStack(), { id: scene.userId, username: scene.username })
  const [name = '', value = ''] = session.split('=')
  await context.addCookies([{ name, value, url: baseURL ?? '' }])
})
test.use({ permissions: ['geolocation'] })

/** Goes on by Tab until the focus is there, as people without a pointer do. */
async function reach(page: Page, target: Locator) {
  await target.waitFor()
  for (let step = 0; step < 60; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not lead to ${target}`)
}

const chip = (page: Page, name: string) =>
  page
    .getByRole('group', { name: 'Filters' })
    .locator('button')
    .filter({ hasText: new RegExp(`^${name}`) })

/** Where the focus goes inside the filter, what is typed there, and what then stands in the address and in the sentence. */
type Step = [
  role: 'button' | 'textbox' | 'spinbutton' | 'combobox' | 'slider',
  name: string,
  keys: string[],
  address: RegExp,
  words: string,
]

const FILTERS: [chip: string, steps: Step[]][] = [
  [
    'When',
    [
      ['button', '3 years', ['Enter'], /since=3y/, 'of the last 3 years'],
      ['button', '2024', ['Enter'], /from=2024-01-01&to=2024-12-31/, 'of 2024'],
      ['textbox', 'From', [...'03032024', 'Enter'], /from=2024-03-03/, 'between 3 March 2024 and 31 December 2024'],
      ['textbox', 'To', [...'09092024', 'Enter'], /to=2024-09-09/, 'between 3 March 2024 and 9 September 2024'],
      ['button', 'Spring', ['Space'], /season=spring/, 'in spring'],
    ],
  ],
  ['360°', []],
  ['Flat', []],
  [
    'Where',
    [
      ['button', 'Near me', ['Enter'], /near=11.30000,47.10000&radius=2000/, 'within 2 km of 47.1, 11.3'],
      ['button', '10 km', ['Enter'], /radius=10000/, 'within 10 km of 47.1, 11.3'],
    ],
  ],
  [
    'Camera',
    [
      ['button', 'GoPro', ['Enter'], /cameraMake=GoPro/, 'taken with GoPro'],
      ['button', 'HERO9', ['Enter'], /cameraModel=HERO9/, 'HERO9'],
    ],
  ],
  ['Viewpoints', [['button', '1 person', ['Enter'], /minViewpoints=1/, 'marked as viewpoint']]],
  [
    'Direction',
    [
      ['slider', 'Direction', ['ArrowRight'], /heading=0/, 'looking north (0° ± 45°)'],
      ['button', '90°', ['Enter'], /headingTolerance=90/, 'looking north (0° ± 90°)'],
    ],
  ],
  [
    'Altitude',
    [
      ['spinbutton', 'Lowest', [...'1500', 'Enter'], /minAltitude=1500/, 'above 1,500 m'],
      ['spinbutton', 'Highest', [...'3000', 'Enter'], /maxAltitude=3000/, 'at 1,500 to 3,000 m'],
    ],
  ],
  [
    'More',
    [
      ['button', 'Walk', ['Enter'], /transport=Walk/, 'travelled by walk'],
      ['button', 'ridge', ['Enter'], /sequenceTag=ridge/, 'of sequences tagged ridge'],
      ['combobox', 'Who found them', ['ArrowDown'], /source=mapillary/, '(found by Mapillary)'],
      ['spinbutton', 'Sure, at least (%)', [...'50', 'Enter'], /minScore=0.5/, 'found with a certainty of 50% or more'],
      ['spinbutton', 'Size, at least (%)', [...'0.5', 'Enter'], /minArea=0.005/, 'filling 0.5% of the picture or more'],
      ['button', 'Backed up', ['Enter'], /backedUp=true/, 'backed up'],
    ],
  ],
]

/** The chip is a switch itself. */
const SWITCHES: Record<string, [address: RegExp, words: string]> = {
  '360°': [/pano=true/, '360° photos'],
  Flat: [/pano=false/, 'Flat photos'],
}

async function expectSearch(page: Page, address: RegExp, words: string) {
  await expect(page).toHaveURL(address)
  await expect(page.getByRole('region', { name: 'This search' })).toContainText(words)
}

test('every filter is set by the keyboard alone, and told in the address and in the sentence', async ({ page }) => {
  await page.goto(`/photos?user=${scene.username}`)
  await reach(page, page.getByRole('combobox', { name: /^Search/ }))
  await page.keyboard.type('benc')
  await page.keyboard.press('Enter')
  await expectSearch(page, /tag=object--bench/, 'with a bench')

  for (const [name, steps] of FILTERS) {
    await reach(page, chip(page, name))
    await page.keyboard.press('Enter')
    const own = SWITCHES[name]
    if (own) await expectSearch(page, ...own)
    for (const [role, control, keys, address, words] of steps) {
      await reach(page, page.getByRole('dialog').getByRole(role, { name: control }).first())
      for (const key of keys) await page.keyboard.press(key)
      await expectSearch(page, address, words)
    }
    if (steps.length === 0) continue
    await page.keyboard.press('Escape')
    await expect(chip(page, name)).toBeFocused()
  }

  await reach(page, page.getByRole('combobox', { name: 'Order' }))
  await page.keyboard.press('End')
  await expectSearch(page, /sort=-tag/, 'most of')
})

test('an area is drawn by the keyboard alone', async ({ page }) => {
  await page.goto(`/?user=${scene.username}#14/${scene.ridge[1]}/${scene.ridge[0] + 0.0055}`)
  const map = page.locator('[data-map="idle"]')
  await map.waitFor()
  await reach(page, chip(page, 'Where'))
  await page.keyboard.press('Enter')
  await reach(page, page.getByRole('dialog').getByRole('button', { name: 'Set corners' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('the space bar sets a corner')).toBeVisible()
  await expect(map.locator('canvas')).toBeFocused()
  for (const way of ['ArrowUp', 'ArrowRight']) {
    await page.keyboard.press('Space')
    const before = page.url()
    await page.keyboard.press(way)
    await expect(page).not.toHaveURL(before) // it says where the map is when it has come there
    await map.waitFor()
  }
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expectSearch(page, /area=/, 'in a drawn area of 3 corners')
})

test('at every width the Tab key comes to the search before the map, and the list does not cover it', async ({
  page,
}) => {
  await page.goto('/')
  await page.locator('[data-map=idle]').waitFor()
  const [field, canvas] = [page.getByRole('combobox', { name: /^Search/ }), page.locator('canvas').first()]
  for (const width of [320, 390, 768, 1024, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(async () => {
      const isBefore = await field.evaluate(
        (element) =>
          element.compareDocumentPosition(document.querySelector('canvas') ?? element) &
          Node.DOCUMENT_POSITION_FOLLOWING,
      )
      expect(isBefore).toBeTruthy()
      const [search, map, list] = await Promise.all(
        [field, canvas, page.getByRole('region', { name: 'Result' })].map((part) => part.boundingBox()),
      )
      if (!search || !map || !list) throw new Error('A part of the page has no place')
      expect(map.width).toBe(width)
      expect(list.y).toBeGreaterThanOrEqual(search.y + search.height)
      expect(list.y + list.height).toBeLessThanOrEqual(800)
    }, `at ${width} px`).toPass({ timeout: 15_000 })
  }
})

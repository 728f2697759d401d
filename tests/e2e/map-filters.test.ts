import type { Page } from '@playwright/test'
import { sessionCookie } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { expect, test } from './fixtures'
import { insertScene, type Scene } from './map-scene'

let scene: Scene
test.beforeAll(async () => {
  scene = await insertScene()
})

const total = (page: Page) => page.locator('#result')

/** Opens a filter, does something in it, waits until the address tells it, and closes it again. */
async function filter(page: Page, chip: RegExp, choose: () => Promise<unknown>, told: RegExp) {
  await page.getByRole('button', { name: chip }).click()
  await choose()
  await expect(page).toHaveURL(told)
  await page.keyboard.press('Escape')
}

const press = (page: Page, name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name }).click()
const enter = async (page: Page, label: string, text: string) => {
  await page.getByRole('dialog').getByLabel(label).fill(text)
  await page.keyboard.press('Enter')
}

test.use({ permissions: ['geolocation'] })

test('every filter is set in the page, told in the address and in the sentence, and shared by list and map', async ({
  page,
  context,
}) => {
  test.slow() // many small steps
  await context.setGeolocation({ longitude: scene.ridge[0], latitude: scene.ridge[1] })
  await page.goto(`/photos?user=${scene.username}`)

  await filter(page, /^When/, () => press(page, '3 years'), /since=3y/)
  const day = page.getByRole('dialog').getByLabel('From')
  await filter(page, /^When/, () => day.fill('2024-03-03'), /from=2024-03-03/) // without leaving the field
  await filter(page, /^When|^Since/, () => press(page, /^2024/), /\?(?!.*since).*from=2024-01-01&to=2024-12-31/)
  await filter(page, /^When/, () => press(page, /^Spring/), /season=spring/)
  await filter(page, /^Camera/, () => press(page, /^GoPro/), /cameraMake=GoPro/)
  await filter(page, /^Camera/, () => press(page, /^HERO9/), /cameraModel=HERO9/)
  const dial = page.getByRole('slider', { name: 'Direction' })
  await filter(page, /^Direction/, () => dial.click({ position: { x: 140, y: 80 } }), /heading=90/)
  await filter(page, /^Looking|^Direction/, () => press(page, '30°'), /headingTolerance=30/)
  await filter(page, /^Altitude/, () => enter(page, 'Lowest', '1500'), /minAltitude=1500/)
  await filter(page, /^More/, () => press(page, /^Walk/), /transport=Walk/)
  await filter(page, /^More/, () => press(page, /^ridge/), /sequenceTag=ridge/)
  await filter(
    page,
    /^More/,
    () => page.getByRole('combobox', { name: 'Who found them' }).selectOption('Found by Mapillary'),
    /source=mapillary/,
  )
  await page.getByRole('combobox', { name: /^Search/ }).fill('object')
  await page.getByRole('option', { name: /^Any of: objects/ }).click()
  await expect(page).toHaveURL(/tag=object--\*/)
  await filter(page, /^More/, () => enter(page, 'Sure, at least (%)', '50'), /minScore=0.5/)
  await filter(page, /^More/, () => enter(page, 'Size, at least (%)', '0.5'), /minArea=0.005/)
  await filter(page, /^Where/, () => press(page, 'Near me'), /near=11.30000,47.10000&radius=2000/)
  await filter(page, /^Where/, () => press(page, '500 m'), /radius=500/)
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first')
  await expect(page).toHaveURL(/sort=captured_at/)

  await expect(total(page)).toHaveText('4 photos')
  await expect(page.getByRole('region', { name: 'This search' }).getByRole('link')).toHaveText([
    'with objects',
    '(found by Mapillary)',
    'found with a certainty of 50% or more',
    'filling 0.5% of the picture or more',
    'of 2024',
    'in spring',
    'taken with GoPro',
    'HERO9',
    `by ${scene.username}`,
    'travelled by walk',
    'of sequences tagged ridge',
    'within 500 m of 47.1, 11.3',
    'above 1,500 m',
    'looking east (90° ± 30°)',
    'oldest first',
    'Clear all',
  ])
  await page.getByRole('link', { name: /^Show on the/ }).click()
  await expect(page.locator('[data-map="idle"][data-photo-count="4"]')).toBeVisible()
  await expect(total(page)).toHaveText('4 photos')

  await filter(page, /^Viewpoints/, () => press(page, '1 person'), /minViewpoints=1/)
  await expect(total(page)).toHaveText('0 photos')
  await page.goBack()
  await expect(total(page)).toHaveText('4 photos')
  await page.goForward()
  await expect(total(page)).toHaveText('0 photos')
  await page.getByRole('link', { name: 'Clear all' }).click()
  await expect(page).toHaveURL(/\/(#.*)?$/)
})

test('the order goes with the object it counts, and branches of the tree cannot be counted', async ({ page }) => {
  await page.goto(`/photos?user=${scene.username}&tag=object--bench`)
  const order = page.getByRole('combobox', { name: 'Order' })
  await order.selectOption('Most of: bench')
  await expect(page).toHaveURL(/sort=-tag/)
  await page.getByRole('link', { name: 'Remove: with a bench' }).click()
  await expect(page).not.toHaveURL(/sort/)
  await expect(total(page)).toHaveText('42 photos')

  await page.goto(`/photos?user=${scene.username}&tag=object--*`)
  await expect(order.getByRole('option', { name: /^Most of/ })).toHaveCount(0)
})

test('photographers find what of theirs is in the backup', async ({ page, context, baseURL }) => {
  const [name = '', value = ''] = (
    await sessionCookie(sharedStack(), { id: scene.userId, username: scene.username })
  ).split('=')
  await context.addCookies([{ name, value, url: baseURL ?? '' }])
  await page.goto('/photos')
  await filter(page, /^More/, () => press(page, /^Backed up/), /backedUp=true/)
  await expect(total(page)).toHaveText('42 photos')
  await filter(page, /^More/, () => press(page, 'Not backed up yet'), /backedUp=false/)
  await expect(total(page)).toHaveText('0 photos')
})

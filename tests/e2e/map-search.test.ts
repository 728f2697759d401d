import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { insertScene, insertStack, publish, type Scene, STACK_SIZE } from './map-scene'

let scene: Scene
test.beforeAll(async () => {
  scene = await insertScene()
})
test.beforeEach(({ allowFailures }) => allowFailures(/\/image\?size=\d+ answered 4\d\d/)) // the scene has no pictures

const ALL = 12 + STACK_SIZE
const PANEL_OFFSET = 214 // pixels from the middle of the map to the middle of what the panel leaves

/** The map with the photos of the scene, at a zoom that shows them all apart. */
async function openMap(page: Page, query = '', [lng, lat] = scene.ridge, zoom = 14) {
  await page.goto(`/?user=${scene.username}${query}#${zoom}/${lat}/${lng + 0.0055}`)
  return idleMap(page)
}

/** What people do who come back to a page that was in the background. */
const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

async function idleMap(page: Page): Promise<Locator> {
  const map = page.locator('[data-map="idle"]')
  await expect(map).toBeVisible()
  return map
}

const total = (page: Page) => page.locator('#result')
const listed = (page: Page) => page.getByRole('link', { name: new RegExp(`, by ${scene.username}$`) })

/** The point of the screen where a place of the scene lies: maps here do not turn, and this one is not moved. */
async function pointOf(map: Locator, lngLat: [number, number], centre: [number, number], zoom: number) {
  const box = await map.boundingBox()
  if (!box) throw new Error('The map has no size')
  const scale = 512 * 2 ** zoom
  const x = ([lng]: [number, number]) => (lng / 360 + 0.5) * scale
  const y = ([, lat]: [number, number]) =>
    (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * scale
  return { x: box.width / 2 + x(lngLat) - x(centre), y: box.height / 2 + y(lngLat) - y(centre) }
}

test('a search by what is on the photos is one result on the map, in the list, and in the history', async ({
  page,
}) => {
  await openMap(page)
  await page.getByRole('combobox', { name: /^Search/ }).fill('benc')
  await page.getByRole('option', { name: /^Bench/ }).click()
  await expect(page).toHaveURL(/tag=object--bench/)
  await expect(total(page)).toHaveText('4 photos')
  await expect(listed(page)).toHaveCount(4)
  await expect(page.locator('[data-map="idle"][data-photo-count="4"]')).toBeVisible()

  await page.getByRole('link', { name: 'Show as List' }).click()
  await expect(page).toHaveURL(/\/photos\?.*tag=object--bench/)
  await expect(total(page)).toHaveText('4 photos')
  await expect(listed(page).first()).toHaveAttribute('href', /\/photos\/\d+\?.*tag=object--bench/)

  await page.getByRole('link', { name: 'Remove: with a bench' }).click()
  await expect(total(page)).toHaveText(`${ALL} photos`)
  await page.goBack()
  await expect(total(page)).toHaveText('4 photos')
})

test('the map opens with all that a search finds, not with its first page alone', async ({ page }) => {
  await page.goto(`/?user=${scene.username}`)
  await expect(page.locator(`[data-map="idle"][data-photo-count="${ALL}"]`)).toBeVisible()
})

test('what finds nothing says which part to take away, and what makes no sense is not asked of the map', async ({
  page,
}) => {
  await page.goto(`/photos?user=${scene.username}&tag=object--bench&pano=true`)
  await expect(page.getByText('No photo fits all of this')).toBeVisible()
  await page.getByRole('link', { name: 'Search without “with a bench”' }).click()
  await expect(total(page)).toHaveText('8 photos')

  await page.goto('/?bbox=10,50,20,40&pano=true')
  await expect(page.getByText('This search makes no sense to us')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Map of all public photos' })).toBeVisible()
  await idleMap(page)
})

test('filters are set by the keyboard alone, and the focus stays where it was', async ({ page }) => {
  await page.goto(`/photos?user=${scene.username}`)
  await page.getByRole('button', { name: '360°' }).focus()
  await page.keyboard.press('Enter')
  await expect(total(page)).toHaveText('8 photos')
  await expect(page.getByRole('button', { name: '360°' })).toBeFocused()

  await page.getByRole('button', { name: 'Direction' }).press('Enter')
  await page.getByRole('slider', { name: 'Direction' }).press('ArrowUp')
  await expect(page).toHaveURL(/heading=0/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^Direction/ })).toBeFocused()
})

test('an area drawn on the map limits the search to it', async ({ page }) => {
  const map = await openMap(page)
  const centre: [number, number] = [scene.ridge[0] + 0.0055, scene.ridge[1]]
  await page.getByRole('button', { name: 'Where' }).click()
  await page.getByRole('button', { name: 'Set corners' }).click()
  await expect(page.getByText('Set the corners.')).toBeVisible()
  const { x, y } = await pointOf(map, [scene.ridge[0] + 0.0065, scene.ridge[1]], centre, 14)
  for (const [dx, dy] of [
    [0, -60],
    [160, -60],
    [160, 60],
    [0, 60],
  ] as const) {
    await map.click({ position: { x: x - 6 + dx, y: y + dy } })
  }
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/area=/)
  await expect(total(page)).toHaveText('5 photos')
  await expect(page.locator('[data-map="idle"][data-photo-count="5"]')).toBeVisible()
})

test('the area of a search is changed by dragging a corner', async ({ page }) => {
  const [lng, lat] = scene.ridge
  const corners: [number, number][] = [
    [lng - 0.01, lat - 0.003],
    [lng + 0.006, lat - 0.003],
    [lng + 0.006, lat + 0.003],
    [lng - 0.01, lat + 0.003],
  ]
  const map = await openMap(page, `&area=${corners.flat().join(',')}`)
  await page.getByRole('button', { name: 'Where' }).click()
  await page.getByRole('button', { name: 'Change the area' }).click()
  await expect(page.getByText('Drag the corners')).toBeVisible()
  const box = await map.boundingBox()
  const from = await pointOf(map, [lng + 0.006, lat - 0.003], [lng + 0.0055, lat], 14)
  const at = (x: number) => [(box?.x ?? 0) + x, (box?.y ?? 0) + from.y] as const
  await page.mouse.move(...at(from.x))
  await page.mouse.down()
  for (const dx of [10, 30, 60]) await page.mouse.move(...at(from.x + dx))
  await page.mouse.up()
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await page.waitForURL(({ searchParams }) => searchParams.get('area') !== corners.flat().join(','))
  const changed = new URL(page.url()).searchParams.get('area')?.split(',').map(Number) ?? []
  expect(changed).toHaveLength(8)
  expect(changed[2]).toBeGreaterThan(lng + 0.006)
})

test('the list follows the map, stays where that is switched off, and leads to everywhere', async ({ page }) => {
  const map = await openMap(page)
  const bbox = () => new URL(page.url()).searchParams.get('bbox')
  expect(bbox()).toBeNull() // nobody has moved the map
  await map.locator('canvas').press('ArrowLeft')
  await expect(page).toHaveURL(/bbox=/)
  await expect(total(page)).toHaveText('12 photos')
  await expect(page.getByRole('region', { name: 'This search' })).toContainText('in this part of the map')
  const first = bbox()
  await map.locator('canvas').hover()
  await page.mouse.wheel(0, -200)
  await expect.poll(bbox).not.toBe(first)

  const follows = page.getByRole('switch', { name: 'List follows the map' })
  await follows.click()
  await expect(follows).not.toBeChecked()
  const kept = bbox()
  const before = new URL(page.url()).hash
  await map.locator('canvas').press('ArrowRight')
  await expect.poll(() => new URL(page.url()).hash).not.toBe(before)
  await idleMap(page)
  expect(bbox()).toBe(kept)
  await page.getByRole('button', { name: 'Search this view' }).click()
  await expect.poll(bbox).not.toBe(kept)
  await page.getByRole('link', { name: 'Everywhere' }).click()
  await expect(total(page)).toHaveText(`${ALL} photos`)
  expect(bbox()).toBeNull()
})

test('photos on one spot open a list of them all', async ({ page }) => {
  // From further away tiles draw together what lies close by: the map goes nearer first.
  const preview = page.getByRole('tooltip')
  const map = await openMap(page, '&pano=false', [scene.spot[0] - 0.0055, scene.spot[1]], 13.5)
  await map.hover()
  await expect(preview).toContainText(`and ${STACK_SIZE - 1} more close by`)
  await map.click()
  await expect(page).toHaveURL(/#16\//)
  await idleMap(page)
  const { x, y } = await pointOf(map, scene.spot, scene.spot, 16)
  const position = { x: x + PANEL_OFFSET, y }
  await map.hover({ position })
  await expect(preview).toContainText(`and ${STACK_SIZE - 1} more here`)
  await map.click({ position })
  await expect(preview).toHaveCount(0)
  const card = page.getByRole('region', { name: 'Photos on one spot' })
  await expect(card.getByRole('heading')).toHaveText(`${STACK_SIZE} photos on this spot`)
  await expect(card.getByRole('listitem')).toHaveCount(24)
  await card.getByRole('button', { name: 'More' }).click()
  await expect(card.getByRole('listitem')).toHaveCount(STACK_SIZE)
  await card.press('Escape')
  await expect(card).toHaveCount(0)
  await expect(map.locator('canvas')).toBeFocused()
})

test('five thousand photos on one spot open as quickly, and lead to the list of them all', async ({ page }) => {
  const { username, spot } = await insertStack(5_001)
  const card = page.getByRole('region', { name: 'Photos on one spot' })

  await page.goto(`/#17/${spot[1]}/${spot[0]}`)
  await (await idleMap(page)).click()
  await expect(card.getByRole('heading')).toHaveText('5,001 photos on this spot')
  await expect(card.getByRole('listitem')).toHaveCount(24)
  await card.press('Escape')

  // Of a search, where more are found than can be drawn, one point stands for them.
  await page.goto(`/?user=${username}#13.5/${spot[1]}/${spot[0]}`)
  await (await idleMap(page)).click()
  await expect(page).toHaveURL(/#16\//)
  const map = await idleMap(page)
  const { x, y } = await pointOf(map, spot, spot, 16)
  await map.click({ position: { x: x + PANEL_OFFSET, y } })
  await expect(card.getByRole('heading')).toHaveText('About 5,001 photos here')
  await expect(card.getByRole('listitem')).toHaveCount(24)
  await card.getByRole('link', { name: 'Show as list' }).click()
  await expect(page).toHaveURL(/\/photos\?user=[^&]+&bbox=/)
  await expect(total(page)).toHaveText(/^About (4,[5-9]|5,[0-4])\d\d photos$/) // a sample is counted
})

test('an open map follows what is hidden and published elsewhere', async ({ page }) => {
  const keeping: string[] = []
  page.on('response', async (response) => {
    if (/\/tiles\/.*\?v=\d+$/.test(response.url())) keeping.push(response.headers()['cache-control'] ?? '')
  })
  await openMap(page)
  await expect(page.locator('[data-map="idle"][data-photo-count="12"]')).toBeVisible()
  expect(new Set(keeping)).toEqual(new Set(['public, max-age=86400, stale-while-revalidate=604800']))

  await publish(scene.ridgeId, null)
  await comeBack(page)
  await expect(total(page)).toHaveText(`${STACK_SIZE} photos`)
  await expect(page.locator('[data-map="idle"][data-photo-count="0"]')).toBeVisible()

  await publish(scene.ridgeId, new Date())
  await comeBack(page)
  await expect(total(page)).toHaveText(`${ALL} photos`)
  await expect(page.locator('[data-map="idle"][data-photo-count="12"]')).toBeVisible()
})

test('the keyboard goes nearer to the middle of what the panel leaves, and opens the photo there', async ({ page }) => {
  const beside = (PANEL_OFFSET * 360) / (512 * 2 ** 15)
  const map = await openMap(page, '&tag=object--fire-hydrant', [scene.ridge[0] - beside - 0.0055, scene.ridge[1]], 15)
  await map.locator('canvas').press('+')
  await expect(page).toHaveURL(/#16\//)
  await idleMap(page)
  await map.locator('canvas').press('Enter')
  const card = page.getByRole('region', { name: 'Chosen photo' })
  await expect(card).toBeFocused()
  await expect(card.getByText('Along the ridge')).toBeVisible()
  await expect(card.getByRole('link', { name: 'Open photo' })).toHaveAttribute('href', /tag=object--fire-hydrant/)
  await card.press('Escape')
  await map.locator('canvas').press('ArrowUp')
  await idleMap(page)
  await map.locator('canvas').press('Enter')
  await expect(page.getByText('No photo here')).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the list is a sheet with three heights, by key and by tap', async ({ page }) => {
    await openMap(page, '&tag=object--bench&colour=age')
    const sheet = page.getByRole('region', { name: 'Result' })
    const handle = sheet.getByRole('button', { name: /^Size of the list/ })
    await expect(sheet).toHaveAttribute('data-sheet', 'half')
    const [legend, list] = await Promise.all([
      page.getByRole('region', { name: 'Legend' }).boundingBox(),
      sheet.boundingBox(),
    ])
    expect((legend?.y ?? 0) + (legend?.height ?? 0)).toBeLessThan(list?.y ?? 0)
    await handle.press('ArrowDown')
    await expect(sheet).toHaveAttribute('data-sheet', 'peek')
    await handle.tap()
    await expect(sheet).toHaveAttribute('data-sheet', 'half')
    await handle.press('ArrowUp')
    await expect(sheet).toHaveAttribute('data-sheet', 'full')
    await expectAccessible(page, 'map with a search on a phone')
  })

  test('a finger drags the sheet by its head, also where there is a link', async ({ page }) => {
    await openMap(page, '&tag=object--bench')
    const sheet = page.getByRole('region', { name: 'Result' })
    await swipe(page, sheet.getByRole('button', { name: /^Size of the list/ }), -250)
    await expect(sheet).toHaveAttribute('data-sheet', 'full')
    await swipe(page, sheet.getByRole('link', { name: 'Remove: with a bench' }), 450)
    await expect(sheet).toHaveAttribute('data-sheet', 'peek')
    await expect(page).toHaveURL(/tag=object--bench/)
  })

  test('a finger draws the area of the search', async ({ page }) => {
    const map = await openMap(page)
    await page.getByRole('button', { name: 'Where' }).tap()
    await page.getByRole('button', { name: 'Draw freely' }).tap()
    await expect(page.getByText('Draw around the area')).toBeVisible()
    const { width, height } = (await map.boundingBox()) ?? { width: 0, height: 0 }
    const circle = Array.from({ length: 24 }, (_, step) => {
      const angle = (step / 24) * 2 * Math.PI
      return { x: width / 2 + 90 * Math.cos(angle), y: height / 2 + 80 * Math.sin(angle) }
    })
    await stroke(page, map, circle)
    await expect(page).toHaveURL(/area=/)
    await expect(total(page)).toHaveText('8 photos')
  })

  test('a finger on a spot with many photos opens their list', async ({ page }) => {
    const map = await openMap(page, '&pano=false', [scene.spot[0] - 0.0055, scene.spot[1]], 17)
    await handleAway(page)
    const { x, y } = await pointOf(map, scene.spot, scene.spot, 17)
    await map.tap({ position: { x, y } })
    await expect(page.getByRole('region', { name: 'Photos on one spot' })).toBeVisible()
    await expect(page.getByRole('tooltip')).toHaveCount(0)

    await page.getByRole('button', { name: 'Find my location' }).tap() // which nobody allowed
    await expect(page.getByText('Your device did not tell where it is.')).toBeVisible()
  })
})

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('a mouse drags the sheet, however quickly', async ({ page }) => {
    await openMap(page, '&tag=object--bench')
    const sheet = page.getByRole('region', { name: 'Result' })
    const pull = async (grip: Locator, down: number) => {
      await grip.hover()
      const { x = 0, y = 0, width = 0, height = 0 } = (await grip.boundingBox()) ?? {}
      await page.mouse.down()
      await page.mouse.move(x + width / 2, y + height / 2 + down, { steps: 2 })
      await page.mouse.up()
    }
    await pull(sheet.getByRole('button', { name: /^Size of the list/ }), -250)
    await expect(sheet).toHaveAttribute('data-sheet', 'full')
    await pull(sheet.getByRole('link', { name: 'Remove: with a bench' }), 450)
    await expect(sheet).toHaveAttribute('data-sheet', 'peek')
    await expect(page).toHaveURL(/tag=object--bench/)
  })
})

/** Real touch events along a way from a point to the next, in pixels of `within`. */
async function stroke(page: Page, within: Locator, points: { x: number; y: number }[]) {
  const { x: left = 0, y: top = 0 } = (await within.boundingBox()) ?? {}
  const [start, ...rest] = points.map(({ x, y }) => ({ x: left + x, y: top + y }))
  if (!start) return
  const client = await page.context().newCDPSession(page)
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [start] })
  for (const point of rest) await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] })
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

async function swipe(page: Page, grip: Locator, down: number) {
  await grip.tap({ trial: true }) // when it lies still
  const { width = 0, height = 0 } = (await grip.boundingBox()) ?? {}
  const way = [0, 0.25, 0.5, 0.75, 1].map((share) => ({ x: width / 2, y: height / 2 + down * share }))
  await stroke(page, grip, way)
}

async function handleAway(page: Page) {
  await page.getByRole('button', { name: /^Size of the list/ }).press('ArrowDown')
  await expect(page.getByRole('region', { name: 'Result' })).toHaveAttribute('data-sheet', 'peek')
}

test.describe('everybody can use', () => {
  test('the map with a search and its filters', async ({ page }) => {
    await openMap(page, '&tag=object--bench&colour=age')
    await expectAccessible(page, 'map with a search')
    await page.getByRole('button', { name: 'More (1)' }).click()
    await expectAccessible(page, 'the filters')
  })

  test('the list of photos, found and not', async ({ page }) => {
    await page.goto(`/photos?user=${scene.username}`)
    await expectAccessible(page, 'list of photos')
    await page.goto(`/photos?user=${scene.username}&minAltitude=9000`)
    await expectAccessible(page, 'nothing found')
  })

  test('the list of sequences', async ({ page }) => {
    await page.goto(`/sequences?user=${scene.username}`)
    await expect(page.getByRole('heading', { name: 'Along the ridge' })).toBeVisible()
    await expectAccessible(page, 'list of sequences')
    await page.getByRole('button', { name: 'Transport' }).click()
    await page.getByRole('button', { name: /^Walk/ }).click()
    await expect(page.getByRole('heading', { name: 'At the hut' })).toHaveCount(0)
  })
})

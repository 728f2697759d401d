import type { Browser, Page } from '@playwright/test'
import { boxShape, insertTag, insertUser } from '../support/factories'
import { logInAs } from '../support/log-in'
import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

type User = { id: number; username: string }

let scene: Awaited<ReturnType<typeof setViewerScene>> & { author: User; admin: User }
test.beforeAll(async () => {
  scene = await withDatabase(sharedStack(), async (db) => ({
    ...(await setViewerScene(db, sharedStack().dataDir)),
    author: await insertUser(db),
    admin: await insertUser(db, { role: 'admin' }),
  }))
})

async function logIn(page: Page, user: User) {
  const [name = '', value = ''] = (await sessionCookie(sharedStack(), user)).split(/=(.*)/)
  await page.context().addCookies([{ name, value, url: sharedStack().url }])
}

/** A page of somebody else, at the same time. */
async function openAs(browser: Browser, user: User, watch: (page: Page) => void): Promise<Page> {
  const page = await browser.newPage({ baseURL: sharedStack().url })
  watch(page)
  await logIn(page, user)
  return page
}

const type = (page: Page) => page.getByRole('combobox', { name: 'What is it?' })
const editor = (page: Page) => page.getByRole('region', { name: /^(New tag|Change the tag)/ })
const listed = (page: Page) => page.getByRole('region', { name: /^Added by people/ }).getByRole('listitem')
const tagsOf = async (page: Page, photo: { id: number }) =>
  (await (await page.request.get(`/api/v1/photos/${photo.id}/tags`)).json()).tags

/** Where shares of an element are on the page. */
async function placesOn(page: Page, selector: string, shares: [number, number][]) {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} has no place`)
  return shares.map(([x, y]) => ({ x: box.x + box.width * x, y: box.y + box.height * y }))
}

const SURFACE = '[data-drawing="flat"]'

async function startDrawing(page: Page) {
  await page.getByRole('button', { name: 'Add a tag' }).click()
  await page.locator(`${SURFACE} svg`).first().waitFor()
}

/** Draws a box by the mouse, in shares of the picture. */
async function drawBox(page: Page, [left, top, right, bottom]: [number, number, number, number]) {
  const [from, middle, to] = await placesOn(page, SURFACE, [
    [left, top],
    [(left + right) / 2, (top + bottom) / 2],
    [right, bottom],
  ])
  for (const [place, act] of [[from, 'down'], [middle], [to, 'up']] as const) {
    if (place) await page.mouse.move(place.x, place.y)
    if (act) await page.mouse[act]()
  }
}

test.beforeEach(({ page }) => page.addInitScript(() => localStorage.setItem('outlines', 'all')))

test('a visitor logs in to add a tag, and comes back to just that', async ({ page }) => {
  await page.goto(`/photos/${scene.second.id}`)
  await expect(page.getByText('Nobody has tagged anything yet.')).toBeVisible()
  await page.getByRole('link', { name: 'Log in to add tags' }).click()
  await logInAs(page, 'ada')

  await expect(page).toHaveURL(new RegExp(`/photos/${scene.second.id}\\b`))
  await expect(editor(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(editor(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add a tag' })).toBeFocused()
})

test('a box is drawn, named by typing, found by a search, refused twice, removed and brought back', async ({
  page,
  allowFailures,
}) => {
  const found = async () => {
    const query = new URLSearchParams({ tag: 'gate--kissing-gate', user: scene.owner.username })
    const { features } = await (await page.request.get(`/api/v1/photos?${query}`)).json()
    return features.map(({ id }: { id: string }) => Number(id))
  }
  await logIn(page, scene.author)
  await page.goto(`/photos/${scene.first.id}`)
  await startDrawing(page)
  await expectAccessible(page, 'drawing')
  await drawBox(page, [0.3, 0.4, 0.5, 0.6])
  await type(page).fill('kissing')
  await expect(page.getByRole('listbox', { name: 'Types' }).getByRole('option')).toHaveText(['Gate › Kissing gate'])
  await expectAccessible(page, 'choosing a type')
  await type(page).press('Enter')
  await expect(listed(page)).toContainText(['Kissing gate'])
  await expect(page.getByText('Tagged: Kissing gate')).toBeVisible()
  expect(await found()).toEqual([scene.first.id])

  allowFailures(/POST .*\/tags answered 409/)
  await startDrawing(page)
  await drawBox(page, [0.31, 0.4, 0.51, 0.6])
  await type(page).fill('kissing')
  await type(page).press('Enter')
  await expect(editor(page).getByRole('alert')).toHaveText('You have tagged this region as Kissing gate already.')
  await expect(type(page)).toHaveValue('kissing')
  const propose = editor(page).getByRole('link', { name: /in a new tab/ })
  await expect(propose).toHaveAttribute('href', '/tag-types#propose')
  await expect(propose).toHaveAttribute('target', '_blank')
  await page.getByRole('button', { name: 'Close without saving' }).click()
  await expect(listed(page)).toHaveCount(1)

  await page.getByRole('link', { name: 'All photos with: Kissing gate' }).click()
  await page.locator(`a[href^="/photos/${scene.first.id}"]`).first().click()
  await page.getByRole('button', { name: 'Remove the tag Kissing gate' }).click()
  await expect(listed(page)).toHaveCount(0)
  const removed = page.getByRole('listitem').filter({ hasText: 'Removed: Kissing gate' })
  await expect(removed).toBeVisible()
  expect(await found()).toEqual([])
  await removed.getByRole('button', { name: 'Undo' }).click()
  await expect(listed(page)).toContainText(['Kissing gate'])
  await expect.poll(found).toEqual([scene.first.id])
})

test('what a person tagged is suggested, found and counted on the map', async ({ page }) => {
  await logIn(page, scene.author)
  const tagged = await page.request.post(`/api/v1/photos/${scene.sixth.id}/tags`, {
    data: { type: 'waymark--cairn', shape: boxShape() },
    headers: { origin: sharedStack().url },
  })
  expect(tagged.status()).toBe(201)
  await page.goto(`/?user=${scene.owner.username}`)
  await page.getByRole('combobox', { name: /^Search/ }).fill('cairn')
  await page.getByRole('option', { name: /Cairn/ }).click()
  await expect(page).toHaveURL(/tag=waymark--cairn/)
  await expect(page.locator('#result')).toHaveText('1 photo')
  await expect(page.locator('[data-map="idle"][data-photo-count="1"]')).toBeVisible()
  const facets = await page.request.get(`/api/v1/photos/facets?user=${scene.owner.username}`)
  expect((await facets.json()).facets.tag).toContainEqual({ value: 'waymark--cairn', count: 1, source: 'mtp' })
})

test('an outline is set by clicks, and reshaped', async ({ page }) => {
  await logIn(page, scene.author)
  await page.goto(`/photos/${scene.second.id}`)
  await startDrawing(page)
  await expect(editor(page)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByTitle('Pause (Space)')).toHaveCount(0) // a drawing is not left by accident
  await page.getByRole('button', { name: 'Outline' }).click()
  const bow = async (low: number) => {
    await page.locator(`${SURFACE} svg`).first().waitFor()
    const crossing = await placesOn(page, SURFACE, [
      [0.2, 0.2],
      [0.4, 0.4],
      [0.4, 0.2],
      [0.2, low],
    ])
    for (const { x, y } of crossing.slice(0, 3)) await page.mouse.click(x, y)
    await page.mouse.dblclick(crossing[3]?.x ?? 0, crossing[3]?.y ?? 0)
  }
  await bow(0.4) // both its halves are as large
  await expect(page.getByText('This outline crosses itself. Draw it again.')).toBeVisible()
  await bow(0.3)
  await expect(page.getByText('Drag one of its corners, or draw it again.')).toBeVisible()
  await page.getByRole('button', { name: 'Draw again' }).click()
  await expect(page.getByText('This outline crosses itself.')).toHaveCount(0)
  await page.locator(`${SURFACE} svg`).first().waitFor()
  const corners = await placesOn(page, SURFACE, [
    [0.2, 0.2],
    [0.4, 0.2],
    [0.3, 0.4],
  ])
  for (const { x, y } of corners) await page.mouse.click(x, y)
  await page.mouse.dblclick(corners[2]?.x ?? 0, corners[2]?.y ?? 0)
  await type(page).fill('stile')
  await type(page).press('Enter')
  await expect(listed(page)).toContainText(['Stile'])
  await expect(page.getByText('Tagged: Stile')).toBeVisible()
  const stile = async () => (await tagsOf(page, scene.second)).find((tag: { type: string }) => tag.type === 'stile')
  const drawn = await stile()
  expect(drawn.shape.coordinates[0]).toHaveLength(4)

  await page.getByRole('button', { name: 'Change the tag Stile' }).click()
  await page.locator(`${SURFACE} .a9s-handle-buffer`).first().waitFor()
  const [from, to] = await placesOn(page, SURFACE, [
    [0.3, 0.4],
    [0.3, 0.6],
  ])
  await page.mouse.move(from?.x ?? 0, from?.y ?? 0)
  await page.mouse.down()
  await page.mouse.move(to?.x ?? 0, (to?.y ?? 0) - 5)
  await page.mouse.move(to?.x ?? 0, to?.y ?? 0)
  await page.mouse.up()
  await page.getByRole('button', { name: 'Save as “Stile”' }).click()
  await expect(page.getByText('Changed: Stile')).toBeVisible()
  const changed = await stile()
  expect(changed.area / drawn.area).toBeCloseTo(2, 1)

  await listed(page).filter({ hasText: 'Stile' }).getByRole('button', { expanded: false }).click()
  await expect(page.getByRole('list', { name: 'History of the tag Stile' }).getByRole('listitem')).toContainText([
    `${scene.author.username} added it as Stile`,
    `${scene.author.username} changed its region`,
  ])
  await expectAccessible(page, 'the history of a tag')
})

test('by touch a box is drawn on a phone', async ({ browser, watch }) => {
  const context = await browser.newContext({
    baseURL: sharedStack().url,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  watch(page)
  await logIn(page, scene.author)
  await page.goto(`/photos/${scene.second.id}`)
  await page.getByRole('button', { name: 'Add a tag' }).tap()
  await page.locator(`${SURFACE} svg`).first().waitFor()
  const [start, ...path] = await placesOn(page, SURFACE, [
    [0.6, 0.1],
    [0.7, 0.2],
    [0.9, 0.4],
  ])
  const fingers = await context.newCDPSession(page)
  await fingers.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: start ? [start] : [] })
  for (const place of path) await fingers.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [place] })
  await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await type(page).fill('bench')
  const [picture, questions] = await Promise.all([page.locator(SURFACE).boundingBox(), editor(page).boundingBox()])
  expect(questions?.y).toBeGreaterThanOrEqual((picture?.y ?? 0) + (picture?.height ?? 0)) // they cover nothing of it
  const letters = await type(page).evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize))
  expect(letters).toBeGreaterThanOrEqual(16) // else iOS enlarges the page
  await expectAccessible(page, 'the questions about a tag on a phone')
  await page.getByRole('option', { name: 'Bench', exact: true }).tap()
  await expect(page.getByText('Tagged: Bench')).toBeInViewport()
  const said = await page.getByRole('listitem').filter({ hasText: 'Tagged: Bench' }).boundingBox()
  expect(said?.y).toBeLessThan(200) // away from what is below the picture
  const bench = (await tagsOf(page, scene.second)).find((tag: { type: string }) => tag.type === 'bench')
  expect(bench.area).toBeCloseTo(0.09, 2)
  await context.close()
})

test('by keys alone: a box is moved, sized, named and changed', async ({ page }) => {
  await logIn(page, scene.author)
  await page.goto(`/photos/${scene.second.id}`)
  await page.getByRole('button', { name: 'Add a tag' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Move the box/ })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(page.getByText('Middle 52 % from the left, 50 % from the top; 20 % wide, 22 % high')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(type(page)).toBeFocused()
  await page.getByRole('option', { name: 'Bench', exact: true }).waitFor()
  await page.keyboard.press('Enter') // nothing is chosen yet
  await page.keyboard.type('gravel')
  await page.getByRole('option', { name: 'Surface › Gravel' }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Tagged: Gravel')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a tag' })).toBeFocused()

  const change = page.getByRole('button', { name: 'Change the tag Gravel' })
  await change.focus()
  await page.keyboard.press('Enter')
  await expect(type(page)).toBeFocused()
  await expect(page.getByRole('option', { name: 'Surface › Gravel' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.type('mud')
  await page.getByRole('option', { name: 'Surface › Mud' }).waitFor()
  await page.keyboard.press('Enter')
  await expect(listed(page)).toContainText(['Mud'])
  await expect(page.getByText('Changed: Mud')).toBeVisible()
})

test('a tag that was begun by key is drawn by the mouse all the same', async ({ page }) => {
  await logIn(page, scene.author)
  await page.goto(`/photos/${scene.sixth.id}`)
  await page.getByRole('button', { name: 'Add a tag' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Move the box/ })).toBeFocused()
  await page.locator(`${SURFACE} svg`).first().waitFor()
  await drawBox(page, [0.1, 0.1, 0.3, 0.3])
  await type(page).fill('bench')
  await page.getByRole('option', { name: 'Bench', exact: true }).click()
  await expect(page.getByText('Tagged: Bench')).toBeVisible()
  const tag = (await tagsOf(page, scene.sixth)).find((one: { type: string }) => one.type === 'bench')
  expect(tag.area).toBeCloseTo(0.04, 2)
})

test('on a 360° photo corners are set on the sphere, also across the seam', async ({ page }) => {
  await logIn(page, scene.author)
  await page.goto(`/photos/${scene.whole.id}?view=270,0,20`) // the back: its picture begins and ends there
  await page.locator('[data-sphere="drawn"]').waitFor()
  await page.getByRole('button', { name: 'Add a tag' }).click()
  await expect(editor(page)).toBeVisible()
  const corners = await placesOn(page, '[data-sphere]', [
    [0.4, 0.3],
    [0.6, 0.3],
    [0.6, 0.5],
    [0.4, 0.5],
  ])
  for (const [index, { x, y }] of corners.entries()) {
    await page.mouse.click(x, y)
    await expect(page.getByText(index === 0 ? '1 corner' : `${index + 1} corners`)).toBeVisible()
  }
  await page.getByRole('button', { name: 'Done' }).click()
  await type(page).fill('bench')
  await type(page).press('Enter')
  await expect(page.getByText('Tagged: Bench')).toBeVisible()

  const [tag] = await tagsOf(page, scene.whole)
  expect(tag).toMatchObject({ type: 'bench', shape: { type: 'MultiPolygon' } })
  const xs = tag.shape.coordinates.flat(2).map(([x]: [number]) => x)
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([0, 1])
})

test('the owner of the photo and admins remove what others added, and bring it back', async ({
  page,
  browser,
  watch,
}) => {
  await withDatabase(sharedStack(), (db) => insertTag(db, { photoId: scene.turned.id, authorId: scene.author.id }))
  const remove = (on: Page) => on.getByRole('button', { name: 'Remove the tag Bench' })
  await logIn(page, scene.owner)
  await page.goto(`/photos/${scene.turned.id}`)
  await expect(page.getByRole('button', { name: 'Change the tag Bench' })).toHaveCount(0)
  await remove(page).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(remove(page)).toBeVisible()

  const other = await openAs(browser, scene.admin, watch)
  await other.goto(`/photos/${scene.turned.id}`)
  await remove(other).click()
  await expect(other.getByText('Removed: Bench')).toBeVisible()
  await other.close()

  await page.reload()
  await expect(page.getByText('Nobody has tagged anything yet.')).toBeVisible()
  await page.getByText('Removed tags').click()
  await expect(page.getByText(`by ${scene.admin.username}`)).toBeVisible()
  await expectAccessible(page, 'removed tags')
  await page.getByRole('button', { name: 'Bring back the tag Bench' }).click()
  await expect(remove(page)).toBeVisible()

  await listed(page).getByRole('button', { expanded: false }).click()
  await expect(page.getByRole('list', { name: 'History of the tag Bench' }).getByRole('listitem')).toContainText([
    `${scene.author.username} added it as Bench`,
    `${scene.owner.username} removed it`,
    `${scene.owner.username} brought it back`,
    `${scene.admin.username} removed it`,
    `${scene.owner.username} brought it back`,
  ])
  await page.context().clearCookies()
  await page.reload()
  await listed(page).getByRole('button', { expanded: false }).click()
  await expect(listed(page)).toContainText(/Added just now|Added \d+ minutes? ago/) // no history for others
  await expect(page.getByRole('list', { name: /^History/ })).toHaveCount(0)
})

test('types are proposed by users and decided by admins', async ({ page, browser, watch }) => {
  await logIn(page, scene.author)
  await page.goto('/tag-types')
  const name = `Wet leaves ${scene.author.id}`
  const field = page.getByLabel('Name')
  await field.fill('Bench')
  await page.getByRole('button', { name: 'Propose it' }).press('Enter')
  await expect(field).toHaveAccessibleDescription('“Bench” exists already.')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveValue('Bench')
  await expect(page.getByRole('button', { name: 'Propose it' })).toBeFocused()
  await field.fill(name)
  await page.getByLabel('A kind of').selectOption('surface')
  await page.getByRole('button', { name: 'Propose it' }).click()
  await expect(page.getByText(`“${name}” is proposed: an admin will answer.`)).toBeVisible()
  await expectAccessible(page, '/tag-types')

  const other = await openAs(browser, scene.admin, watch)
  await other.goto('/tag-types')
  await expectAccessible(other, '/tag-types of an admin')
  await other.getByRole('button', { name: `Approve ${name}` }).click()
  await expect(other.getByRole('region', { name: 'In use' }).getByRole('link', { name })).toBeVisible()
  await other.close()
})

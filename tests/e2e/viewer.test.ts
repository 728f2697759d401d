import type { Locator } from '@playwright/test'
import sharp from 'sharp'
import { createGate } from '../support/gate'
import { startHttpServer } from '../support/http-server'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'

let scene: Awaited<ReturnType<typeof setViewerScene>>
test.beforeAll(async () => {
  scene = await withDatabase(sharedStack(), (db) => setViewerScene(db, sharedStack().dataDir))
})

// What is tested here is drawn on the picture; that nothing is at first, in tests/components/viewer.
test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    if (self === top) localStorage.setItem('outlines', 'all') // the frame of an embedded photo has no storage
  }),
)

test('one walks by keys, links and strips, and a reload shows what was seen', async ({ page }) => {
  await page.goto(`/photos/${scene.first.id}`)
  await expect(page.getByText('1 / 12')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(`/photos/${scene.second.id}`)
  await expect(page.locator('p[aria-live="polite"]')).toHaveText(/^Photo 2 of 12\. Photo looking east/)
  await page.keyboard.press('t')
  await expect(page).toHaveURL(`/photos/${scene.second.id}?bar=photos`)
  const strip = page.getByRole('list', { name: 'Photos of the sequence' })
  await strip.getByRole('link', { name: 'Number 6' }).click()
  await expect(page).toHaveURL(`/photos/${scene.sixth.id}?bar=photos`)
  await page.reload()
  await expect(strip.getByRole('link', { name: 'Number 6' })).toHaveAttribute('aria-current', 'true')
  await strip.getByRole('link', { name: 'Number 2' }).click()
  await expect(page.getByText('2 / 12')).toBeVisible()
  await expectAccessible(page, 'the viewer with the strip')

  await page.getByRole('link', { name: 'Previous photo' }).click()
  await expect(page.getByText('1 / 12')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Previous photo' })).toBeFocused() // there is none before: it stays

  await page.getByRole('button', { name: 'Altitude' }).click()
  await page.getByRole('slider', { name: /Altitude/ }).press('End')
  await page.getByRole('slider', { name: /Altitude/ }).press('Enter')
  await expect(page.getByText('12 / 12')).toBeVisible()
  await expectAccessible(page, 'the viewer with the altitude')
})

test('the picture comes before the scripts', async ({ page }) => {
  const scripts: string[] = []
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))
  const asked = createGate()
  const held = createGate()
  await page.route(`**/api/v1/photos/${scene.first.id}/image?*`, async (route) => {
    asked.open()
    await held.opened
    await route.continue()
  })
  const visit = page.goto(`/photos/${scene.first.id}`)
  await asked.opened
  await page.locator('script[data-late]').waitFor({ state: 'attached' })
  expect(scripts).toEqual([])
  held.open()
  await visit
  expect(scripts).not.toEqual([])
  await expect(page.locator('[data-map="idle"]')).toBeVisible() // drawn by a script
})

test('the map follows a step without reading its ground again', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`/photos/${scene.first.id}`)
  const map = page.locator('[data-map="idle"]')
  await map.evaluate((element) => {
    const note = () => {
      if (element.dataset.map === 'busy') element.setAttribute('data-was-busy', '')
    }
    new MutationObserver(note).observe(element, { attributeFilter: ['data-map'] })
  })
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('[data-map="idle"][data-was-busy]')).toBeVisible()
  expect(asked.filter((path) => path === '/map/land.json')).toHaveLength(1)
})

test('one walks the result of a search, over ten thousand objects, and leaves it for the sequence', async ({
  page,
}) => {
  const search = `sequence=${scene.walk.id}&sort=captured_at&tag=object--bench`
  await page.goto(`/photos/${scene.first.id}?${search}`)
  await expect(page.getByText('In your search:')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(`/photos/${scene.crowded.id}?${search}`)

  await expect(page.locator('[data-regions="10000"]')).toBeVisible()
  await page.locator('[data-tag-value="object--bench"]').hover()
  await expect(page.locator('[data-tag-value="object--bench"]')).toHaveAttribute('data-highlighted', 'true')
  await page.getByRole('searchbox', { name: 'Objects whose name holds' }).fill('street')
  await expect(page.locator('[data-regions="5000"]')).toBeVisible()

  await page.getByRole('button', { name: 'Walk the sequence instead of the search' }).click()
  await expect(page.getByText('In your search:')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Objects' })).toBeFocused() // what is beside it
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(`/photos/${scene.placeless.id}`)
  await expect(page.getByText('This photo has no usable position.')).toBeVisible()
})

test('a flat photo opens at the part that the link names, and zooming changes the link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/photos/${scene.first.id}?view=0.4,0.5,3`)
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect(page).toHaveURL(/view=0\.4,0\.5,4\.5$/)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
  await page.keyboard.press('0')
  await expect(page).toHaveURL(`/photos/${scene.first.id}`)

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await expectAccessible(page, 'the keys of the viewer')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('one 360° viewer serves the whole visit, keeps the direction of the world, and gives way to the map', async ({
  page,
}) => {
  await page.goto(`/photos/${scene.whole.id}?view=150,-4,40`)
  const sphere = (id: number) => page.locator(`[data-sphere-photo="${id}"]`)
  await expect(sphere(scene.whole.id)).toBeVisible()
  await expect(page.locator('[data-regions="1"]')).toBeVisible() // it reaches across the seam
  await expectAccessible(page, 'a 360° photo')
  const canvas = page.locator('.psv-canvas')
  await canvas.evaluate((element) => element.setAttribute('data-test', 'same'))
  await page.keyboard.press('ArrowRight')
  await expect(sphere(scene.turned.id)).toBeVisible()
  await expect(canvas).toHaveAttribute('data-test', 'same')
  await expect(page).toHaveURL(/view=150,-4,40$/)

  await page.keyboard.press('m')
  await expect(page).toHaveURL(/map=large/)
  await expect(page.getByRole('region', { name: 'Map of the sequence' })).toBeVisible()
  await expectAccessible(page, 'the viewer with a large map')
  await page.getByRole('button', { name: 'Show the picture large' }).click()
  await expect(page.getByRole('button', { name: 'Show the map large' })).toBeVisible()

  const arrows = page.getByRole('navigation', { name: 'Photos of other sequences nearby' })
  await arrows
    .getByRole('link', { name: /“Scene walk” by .+, \d+ m to the/ })
    .first()
    .press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Scene walk')
  await expect(page.locator('body')).not.toBeFocused() // the arrow is gone, the focus is not
  await page.getByRole('link', { name: 'Back', exact: true }).click() // who came by a link finds the sequence
  await expect(page).toHaveURL(`/sequences/${scene.walk.id}`)
})

test('a walk is one entry of the history: Escape and Back lead to the list that one came from', async ({ page }) => {
  const list = `/photos?sequence=${scene.walk.id}&sort=captured_at`
  const leave = [() => page.keyboard.press('Escape'), () => page.goBack()]
  for (const goBack of leave) {
    await page.goto(list)
    await page.locator(`main li a[href^="/photos/${scene.first.id}?"]`).click()
    await expect(page.getByText('Photo 1 of its sequence')).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText('Photo 2 of its sequence')).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText('Photo 3 of its sequence')).toBeVisible()
    await goBack()
    await expect(page).toHaveURL(list)
  }
})

test('what cannot be shown has a word of explanation', async ({ page, allowFailures }) => {
  allowFailures(new RegExp(`/photos/${scene.pictureless.id}/image.* answered 404`))
  await page.goto(`/photos/${scene.pictureless.id}`)
  await expect(page.getByText('There is no picture of this photo now')).toBeVisible()
  await expectAccessible(page, 'a photo without a picture')
  await page.goto(`/photos/${scene.part.id}?panel=data`)
  await expect(page.locator(`[data-sphere-photo="${scene.part.id}"]`)).toBeVisible()
  await expect(page.getByText('180° around, 60° from top to bottom')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('does not say which part of the view around it covers')).toBeVisible()
  await expectAccessible(page, 'a part of a sphere that says nothing')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('does not say which part of the view around it covers')).toBeHidden()
})

test('a 360° photo is sharpened where one looks closer, and shown flat without WebGL and when it is lost', async ({
  page,
}) => {
  const tiles: string[] = []
  page.on('request', (request) => tiles.push(...(/(?<=\/photos\/\d+)\/tiles\/.+/.exec(request.url()) ?? [])))
  await page.goto(`/photos/${scene.whole.id}?view=150,-20,0`)
  await expect(page.locator('[data-sphere-photo]')).toBeVisible()
  const canvas = page.locator('.psv-canvas')
  await expect.poll(() => contrast(canvas)).toBeLessThan(10) // the stripes of its ground are finer than a pixel
  expect(tiles).toEqual([])
  for (let step = 0; step < 16; step++) await page.keyboard.press('+')
  await expect.poll(() => contrast(canvas)).toBeGreaterThan(30)
  expect(tiles).toContain('/tiles/3/3/1')
  expect(tiles.filter((tile) => /\/[23]\/0\/\d$/.test(tile))).toEqual([]) // what lies behind one

  await canvas.evaluate((canvas: HTMLCanvasElement) => {
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
  })
  await expect(page.getByText('so the 360° photo is shown flat')).toBeVisible()
  await expect(page.getByRole('img', { name: /360° photo looking east/ })).toBeVisible()

  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      ...[kind, ...rest]: [string, ...unknown[]]
    ) {
      return kind === 'webgl2' ? null : Reflect.apply(original, this, [kind, ...rest])
    } as typeof original
  })
  await page.goto(`/photos/${scene.turned.id}`)
  await expect(page.getByText('This browser has no WebGL')).toBeVisible()
})

test('objects light up from the list, from the picture and by keyboard, and can be filtered', async ({ page }) => {
  await page.goto(`/photos/${scene.first.id}`)
  const entry = page.locator('[data-tag-value="object--bench"]')
  await expect(page.locator('[data-regions="4"]')).toBeVisible() // not the one beside the picture, nor the one without an outline
  await expect(page.getByText('2 objects have no outline that could be drawn.')).toBeVisible()
  await expect(page.locator('[data-tag-value="regulatory--stop--g1"] img')).not.toHaveJSProperty('naturalWidth', 0)

  const picture = await page.getByRole('img', { name: /^Photo looking east/ }).boundingBox()
  await page.mouse.move(
    (picture?.x ?? 0) + (picture?.width ?? 0) * 0.4,
    (picture?.y ?? 0) + (picture?.height ?? 0) * 0.5,
  )
  await expect(entry).toHaveAttribute('data-highlighted', 'true')

  await page.keyboard.press('r')
  await expect(page.getByRole('button', { name: /object 1 of 4/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: /object 2 of 4/ })).toBeFocused()
  await expectAccessible(page, 'an object in focus')

  await page.getByRole('slider', { name: 'Certainty from' }).fill('85')
  await expect(entry).not.toContainText('× 2')
  await page.getByRole('searchbox', { name: 'Objects whose name holds' }).fill('stop')
  await expect(entry).toHaveCount(0)
})

test('a walk that plays by itself stops where less motion is preferred, and asks first', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.goto(`/photos/${scene.first.id}`)
  await page.getByRole('combobox', { name: 'Photos a second' }).selectOption('4')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.getByText(/^([3-9]|1[0-2]) \/ 12$/)).toBeVisible()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden()
  await page.getByRole('button', { name: 'Play backwards' }).click()
  await page.getByRole('button', { name: 'Play anyway' }).click()
  await expect(page.getByText('1 / 12')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden() // there is nothing before
})

test('facts name what is stored, and JOSM that does not run is told of', async ({ page, allowFailures }) => {
  allowFailures(/127\.0\.0\.1:8111/)
  await page.route('http://127.0.0.1:8111/**', (route) => route.abort('connectionrefused'))
  await page.goto(`/photos/${scene.first.id}?panel=data`)
  const facts = page.getByRole('tabpanel')
  await expect(facts).toContainText('not height above sea level')
  await expect(facts).toContainText('11 m from the recorded one')
  await expect(facts).toContainText('ab'.repeat(32))
  await expect(facts).toContainText(`mapillary=${scene.first.mapillaryKey}`)
  await expect(facts).toContainText('direction=90')
  const place = `#map=19/${scene.first.lat?.toFixed(6)}/${scene.first.lng?.toFixed(6)}`
  await expect(facts.getByRole('link', { name: 'Edit in iD' })).toHaveAttribute('href', new RegExp(place))
  await facts.getByRole('button', { name: 'Edit in JOSM' }).click()
  await expect(facts).toContainText('JOSM does not answer')
  await expectAccessible(page, 'the facts of a photo')

  await page.getByRole('tab', { name: 'Photo data' }).press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Objects' })).toBeFocused()
  await expect(page).toHaveURL(`/photos/${scene.first.id}`)
})

test('a public photo can be embedded and tells links of itself; a private one cannot', async ({ page, request }) => {
  const { url } = sharedStack()
  const embedded = await request.get(`/embed/photos/${scene.whole.id}`)
  expect(embedded.headers()['content-security-policy']).toContain('frame-ancestors *')
  expect((await request.get('/about')).headers()['content-security-policy']).toContain("; frame-ancestors 'self'")

  const address = encodeURIComponent(`${url}/photos/${scene.first.id}?view=0.4,0.5,3`)
  const oembed = await (await request.get(`/oembed?url=${address}&maxheight=700`)).json()
  expect(oembed).toMatchObject({ version: '1.0', type: 'rich', height: 400, author_name: scene.owner.username })
  expect(oembed.html).toContain(`${url}/embed/photos/${scene.first.id}?view=0.4%2C0.5%2C3`)
  const preview = await request.get(oembed.thumbnail_url)
  expect(preview.headers()['content-type']).toBe('image/jpeg')
  const blog = await startHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>A blog</title>${oembed.html}`)
  })
  await page.goto(blog.origin.replace('127.0.0.1', 'localhost')) // to the browser another site
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('img', { name: /^Photo looking east/ })).toHaveCSS('transform', /matrix\(3,/)
  await blog.close()

  const tile = page.waitForResponse(/\/tiles\/3\/3\/1$/)
  await page.goto(`/embed/photos/${scene.whole.id}?view=150,-20,120`)
  await expect(page.locator('[data-sphere="drawn"]')).toBeVisible()
  expect((await tile).ok()).toBe(true)
  await expect(page.getByText(/image by/)).toContainText(scene.owner.username)
  await expectAccessible(page, 'an embedded photo')
  await page.goto(`/embed/photos/${scene.unplaced.id}`)
  await expect(page.getByRole('img', { name: /360° photo/ })).toBeVisible()

  await page.goto(`/photos/${scene.first.id}`)
  await expect(page.locator('meta[property="og:image"]')).toHaveAttribute('content', oembed.thumbnail_url)
  await expect(page.locator('link[type="application/json+oembed"]')).toHaveCount(1)

  for (const path of [
    `/embed/photos/${scene.hidden.id}`,
    `/photos/${scene.hidden.id}/preview.jpg`,
    `/oembed?url=${encodeURIComponent(`${url}/photos/${scene.hidden.id}`)}`,
    `/oembed?url=${encodeURIComponent('https://elsewhere.example/photos/1')}`,
  ]) {
    expect((await request.get(path)).status(), path).toBe(404)
  }
})

/** By how much the colours of neighbouring pixels below the middle of the picture differ, 0 to 255. */
async function contrast(canvas: Locator): Promise<number> {
  const { width, height } = (await canvas.boundingBox()) ?? { width: 0, height: 0 }
  const part = { left: Math.round(width * 0.4), top: Math.round(height * 0.6), width: 200, height: 60 }
  const pixels = await sharp(await canvas.screenshot())
    .extract(part)
    .greyscale()
    .raw()
    .toBuffer()
  const differences = pixels.subarray(1).map((value, at) => Math.abs(value - (pixels[at] ?? 0)))
  return differences.reduce((sum, difference) => sum + difference, 0) / differences.length
}

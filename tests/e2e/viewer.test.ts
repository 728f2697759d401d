import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

let scene: Awaited<ReturnType<typeof setViewerScene>>
test.beforeAll(async () => {
  scene = await withDatabase(sharedStack(), (db) => setViewerScene(db, sharedStack().dataDir))
})

test('one walks by keys; back, reload and the strip keep what was seen', async ({ page }) => {
  await page.goto(`/photos/${scene.first.id}`)
  await expect(page.getByText('1 / 12')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(`/photos/${scene.second.id}`)
  await page.keyboard.press('t')
  await expect(page).toHaveURL(`/photos/${scene.second.id}?bar=photos`)
  const strip = page.getByRole('list', { name: 'Photos of the sequence' })
  await strip.getByRole('link', { name: 'Number 6' }).click()
  await expect(page).toHaveURL(`/photos/${scene.sixth.id}?bar=photos`)
  await page.goBack()
  await expect(page.getByText('2 / 12')).toBeVisible()
  await page.reload()
  await expect(strip.getByRole('link', { name: 'Number 2' })).toHaveAttribute('aria-current', 'true')
  await page.getByRole('button', { name: 'Altitude' }).click()
  await page.getByRole('slider', { name: /Altitude/ }).press('End')
  await page.getByRole('slider', { name: /Altitude/ }).press('Enter')
  await expect(page.getByText('12 / 12')).toBeVisible()
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
})

test('one 360° viewer serves the whole visit and keeps the direction of the world', async ({ page }) => {
  await page.goto(`/photos/${scene.whole.id}?view=150,-4,40`)
  const sphere = (id: number) => page.locator(`[data-sphere-photo="${id}"]`)
  await expect(sphere(scene.whole.id)).toBeVisible()
  const canvas = page.locator('.psv-canvas')
  await canvas.evaluate((element) => element.setAttribute('data-test', 'same'))
  await page.keyboard.press('ArrowRight')
  await expect(sphere(scene.turned.id)).toBeVisible()
  await expect(canvas).toHaveAttribute('data-test', 'same')
  await expect(page).toHaveURL(/view=150,-4,40$/)
})

test('what cannot be shown has a word of explanation', async ({ page, allowFailures }) => {
  allowFailures(new RegExp(`/photos/${scene.pictureless.id}/image.* answered 404`))
  await page.goto(`/photos/${scene.pictureless.id}`)
  await expect(page.getByText('There is no picture of this photo now')).toBeVisible()
  await page.goto(`/photos/${scene.placeless.id}`)
  await expect(page.getByText('This photo has no usable position.')).toBeVisible()
  await page.goto(`/photos/${scene.part.id}?panel=data`)
  await expect(page.locator(`[data-sphere-photo="${scene.part.id}"]`)).toBeVisible()
  await expect(page.getByText('180° around, 60° from top to bottom')).toBeVisible()
  await page.goto(`/photos/${scene.unplaced.id}`)
  await expect(page.getByText('does not say which part of the view around it covers')).toBeVisible()
})

test('without WebGL, and when it is lost, a 360° photo is shown flat', async ({ page }) => {
  await page.goto(`/photos/${scene.whole.id}`)
  await expect(page.locator('[data-sphere-photo]')).toBeVisible()
  await page.locator('.psv-canvas').evaluate((canvas: HTMLCanvasElement) => {
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
  await expect(page.locator('[data-regions="4"]')).toBeVisible() // the one without outline and the one beside the picture are not drawn
  await expect(page.getByText('One object has no outline that could be drawn.')).toBeVisible()
  await expect(page.locator('[data-tag-value="regulatory--stop--g1"] img')).toHaveJSProperty(
    'naturalWidth',
    expect.any(Number),
  )

  const picture = await page.getByRole('img', { name: /^Photo looking east/ }).boundingBox()
  await page.mouse.move(
    (picture?.x ?? 0) + (picture?.width ?? 0) * 0.4,
    (picture?.y ?? 0) + (picture?.height ?? 0) * 0.5,
  )
  await expect(entry).toHaveAttribute('data-lit', 'true')

  await page.keyboard.press('r')
  await expect(page.getByRole('button', { name: /object 1 of 4/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: /object 2 of 4/ })).toBeFocused()

  await page.getByRole('slider', { name: 'Certainty from' }).fill('85')
  await expect(entry).not.toContainText('× 2')
  await page.getByRole('searchbox').fill('stop')
  await expect(entry).toHaveCount(0)
})

test('ten thousand objects on one photo are drawn and can be narrowed down', async ({ page }) => {
  await page.goto(`/photos/${scene.crowded.id}`)
  await expect(page.locator('[data-regions="10000"]')).toBeVisible()
  await page.locator('[data-tag-value="object--bench"]').hover()
  await expect(page.locator('[data-tag-value="object--bench"]')).toHaveAttribute('data-lit', 'true')
  await page.getByRole('searchbox').fill('street')
  await expect(page.locator('[data-regions="5000"]')).toBeVisible()
})

test('a walk that plays by itself asks first where less motion is preferred', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`/photos/${scene.first.id}`)
  await page.getByRole('combobox', { name: 'Photos a second' }).selectOption('4')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('button', { name: 'Play anyway' }).click()
  await expect(page.getByText('3 / 12')).toBeVisible()
  await page.getByRole('button', { name: 'Pause' }).click()
})

test('an arrow leads to a photo of another sequence nearby, and map and picture change places', async ({ page }) => {
  await page.goto(`/photos/${scene.first.id}`)
  await page.getByRole('navigation', { name: 'Photos of other sequences nearby' }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Scene around')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/map=large/)
  await page.getByRole('button', { name: 'Show the picture large' }).click()
  await expect(page.getByRole('button', { name: 'Show the map large' })).toBeVisible()
})

test('facts name what is stored, and JOSM that does not run is told of', async ({ page }) => {
  await page.route('http://127.0.0.1:8111/**', (route) => route.abort('connectionrefused'))
  await page.goto(`/photos/${scene.first.id}?panel=data`)
  const facts = page.getByRole('tabpanel')
  await expect(facts).toContainText('not height above sea level')
  await expect(facts).toContainText('11 m from the recorded one')
  await expect(facts).toContainText('ab'.repeat(32))
  await expect(facts).toContainText(`mapillary=${scene.first.mapillaryKey}`)
  await expect(facts).toContainText('direction=90')
  await expect(facts.getByRole('link', { name: 'Edit in iD' })).toHaveAttribute('href', /#map=19\/54\.6\d*\/-3\.19/)
  await facts.getByRole('button', { name: 'Edit in JOSM' }).click()
  await expect(facts).toContainText('JOSM does not answer')
})

test('a public photo can be embedded and tells links of itself; a private one cannot', async ({ page, request }) => {
  const { url } = sharedStack()
  const embedded = await request.get(`/embed/photos/${scene.whole.id}`)
  expect(embedded.headers()['content-security-policy']).toContain('frame-ancestors *')
  expect((await request.get('/about')).headers()['content-security-policy']).toBe("frame-ancestors 'self'")
  await page.goto(`/embed/photos/${scene.whole.id}?view=150,-4,40`)
  await expect(page.locator('[data-sphere="drawn"]')).toBeVisible()
  await expect(page.getByText(/image by/)).toContainText(scene.owner.username)

  const address = encodeURIComponent(`${url}/photos/${scene.first.id}?view=0.4,0.5,3`)
  const oembed = await (await request.get(`/oembed?url=${address}&maxwidth=400`)).json()
  expect(oembed).toMatchObject({ version: '1.0', type: 'rich', width: 400, author_name: scene.owner.username })
  expect(oembed.html).toContain(`${url}/embed/photos/${scene.first.id}?view=0.4%2C0.5%2C3`)
  const preview = await request.get(oembed.thumbnail_url)
  expect(preview.headers()['content-type']).toBe('image/jpeg')

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

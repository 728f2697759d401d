import { expect, test } from './fixtures'

test('coasts of the bundled ground come as tiles, an ocean as nothing', async ({ request }) => {
  const [coast, ocean, world] = await Promise.all(
    ['6/31/20', '6/27/22', '1/1/0'].map((tile) => request.get(`/tiles/ground/${tile}.mvt`)),
  )
  expect(coast?.status()).toBe(200)
  expect(coast?.headers()['content-type']).toBe('application/vnd.mapbox-vector-tile')
  expect((await coast?.body())?.length).toBeGreaterThan(500)
  expect([ocean?.status(), world?.status()]).toEqual([204, 204])
})

for (const width of [320, 1440]) {
  test(`at ${width} px the bundled ground is drawn with its coasts`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    const tile = page.waitForResponse(/\/tiles\/ground\/8\/\d+\/\d+\.mvt$/)
    await page.goto('/#9/54.1/-3.1')
    expect((await tile).status()).toBe(200)
    await expect(page.locator('[data-map=idle]')).toBeVisible()
  })
}

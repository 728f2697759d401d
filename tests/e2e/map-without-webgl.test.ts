import { chromium } from '@playwright/test'
import { findChromium } from '../../scripts/chromium.mjs'
import { expect, test } from './fixtures'
import { insertScene } from './map-scene'

test('without WebGL the list is all there is, and it is enough', async ({ baseURL, watch, allowFailures }) => {
  allowFailures(/\/image\?size=\d+ answered 4\d\d/) // the scene has no pictures
  const { username } = await insertScene()
  const executablePath = await findChromium()
  const browser = await chromium.launch({ args: ['--disable-3d-apis'], ...(executablePath && { executablePath }) })
  const page = await browser.newPage({ baseURL: baseURL ?? '' })
  watch(page)
  await page.goto(`/?user=${username}`)
  await expect(page.getByText('This browser cannot draw maps')).toBeVisible()
  await page.getByRole('button', { name: 'Flat' }).click()
  await expect(page.getByRole('link', { name: new RegExp(`, by ${username}$`) }).first()).toBeVisible()
  await expect(page).toHaveURL(/pano=false/)
  await page
    .getByRole('link', { name: new RegExp(`, by ${username}$`) })
    .first()
    .click()
  await expect(page).toHaveURL(/\/photos\/\d+\?.*pano=false/)
  await browser.close()
})

import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'

const GIVE_UP_MS = 60_000
const LOOKED_AT_MS = 2_000 // each photo but the first
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }

/** Opens the page of a photo as who was never here, and goes on by the arrow key: at once when the page can, then each two seconds. */
export async function slowVisit(
  browser: Browser,
  url: string,
  { steps, isSphere = false }: { steps: number; isSphere?: boolean },
): Promise<{ firstMs: number; turnsMs: number | null; nextMs: number[]; shift: number }> {
  const page = await browser.newPage(PHONE)
  page.setDefaultTimeout(GIVE_UP_MS)
  try {
    await page.addInitScript(noteShifts)
    const scripts = page.waitForRequest(/\/api\/v1\/photos\/\d+$/) // they fetch the next photo ahead
    const [firstMs] = await Promise.all([timeToFirst(page, url), scripts])
    const turns = isSphere ? timeToTurn(page) : null
    const nextMs = [await timeToNext(page)]
    while (nextMs.length < steps) {
      await delay(LOOKED_AT_MS)
      nextMs.push(await timeToNext(page))
    }
    return { firstMs, turnsMs: await turns, nextMs, shift: await shiftOf(page) }
  } finally {
    await page.close()
  }
}

/** The layout shift of a page until the line rests. */
export async function slowShift(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage(PHONE)
  try {
    await page.addInitScript(noteShifts)
    await page.goto(url, { waitUntil: 'networkidle', timeout: GIVE_UP_MS })
    return await shiftOf(page)
  } finally {
    await page.close()
  }
}

async function timeToFirst(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit', timeout: GIVE_UP_MS })
  const seen = await page.waitForFunction(pictureIsSeen, undefined, { polling: 'raf' })
  return Number(await seen.jsonValue())
}

/** Milliseconds since the page was asked for once it shows the picture, small or sharp; runs in the page. */
function pictureIsSeen(): number {
  const isPainted = performance.getEntriesByName('first-contentful-paint').length > 0
  const isThere = performance
    .getEntriesByType('resource')
    .some((entry) => /\/image\?size=/.test(entry.name) && 'responseEnd' in entry && Number(entry.responseEnd) > 0)
  return isPainted && isThere ? performance.now() : 0
}

/** Milliseconds since the page was asked for once a sphere is drawn, of whichever photo. */
async function timeToTurn(page: Page): Promise<number> {
  await page.waitForFunction(() => document.querySelector('[data-sphere="drawn"]'), undefined, { polling: 'raf' })
  return page.evaluate(() => performance.now())
}

async function timeToNext(page: Page): Promise<number> {
  const before = new URL(page.url()).pathname
  const start = performance.now()
  await page.keyboard.press('ArrowRight')
  await page.waitForFunction(isOtherSeen, before, { polling: 'raf' })
  return performance.now() - start
}

/** Whether the photo of another address is on the screen; a sphere that is drawn shows the one before until then. Runs in the page. */
function isOtherSeen(before: string): boolean {
  const sphere = document.querySelector<HTMLElement>('[data-sphere="drawn"]')
  const { pathname } = location
  return pathname !== before && (!sphere || sphere.dataset.spherePhoto === pathname.split('/').at(-1))
}

/** Runs in the page, before anything of it. */
function noteShifts() {
  Object.assign(window, { layoutShift: 0 })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value = 0, hadRecentInput = false } = entry as { value?: number; hadRecentInput?: boolean }
      if (!hadRecentInput)
        (window as { layoutShift?: number }).layoutShift =
          ((window as { layoutShift?: number }).layoutShift ?? 0) + value
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

function shiftOf(page: Page): Promise<number> {
  return page.evaluate(() => (window as { layoutShift?: number }).layoutShift ?? 0)
}

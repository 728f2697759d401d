import { setTimeout as delay } from 'node:timers/promises'
import type { Browser } from 'playwright'

const RESTED_MS = 2_000 // so that the next photo is there already
const GIVE_UP_MS = 10_000

/** Milliseconds from the key press to the frame with the next picture, for each of the keys. */
export async function nextPhotoTimes(
  browser: Browser,
  { url, keys, isSphere }: { url: string; keys: string[]; isSphere: boolean },
): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  try {
    await page.goto(url, { waitUntil: 'networkidle' })
    if (isSphere) await page.locator('[data-sphere="drawn"]').waitFor()
    const times: number[] = []
    for (const key of keys) {
      await delay(RESTED_MS)
      await page.evaluate(startClock, { isSphere, giveUpMs: GIVE_UP_MS })
      await page.keyboard.press(key)
      times.push(await page.evaluate(() => (window as Clocked).timeToNextMs ?? 0))
    }
    return times
  } finally {
    await page.close()
  }
}

type Clocked = { timeToNextMs?: Promise<number> }

/** Runs in the page, before the key is pressed. */
function startClock({ isSphere, giveUpMs }: { isSphere: boolean; giveUpMs: number }): void {
  const shown = () => {
    if (isSphere) return document.querySelector<HTMLElement>('[data-sphere-photo]')?.dataset.spherePhoto ?? ''
    const image = document.querySelector<HTMLImageElement>('section[aria-label="Picture"] img')
    return image?.complete && image.naturalWidth > 0 ? (/photos\/(\d+)/.exec(image.src)?.[1] ?? '') : ''
  }
  const before = shown()
  ;(window as Clocked).timeToNextMs = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`After ${giveUpMs} ms photo ${shown() || before} is in sight`)), giveUpMs)
    window.addEventListener(
      'keydown',
      () => {
        const start = performance.now()
        const look = () => {
          const now = shown()
          if (now === '' || now === before) requestAnimationFrame(look)
          else requestAnimationFrame(() => resolve(performance.now() - start)) // the frame after it is on the screen
        }
        requestAnimationFrame(look)
      },
      { once: true, capture: true },
    )
  })
}

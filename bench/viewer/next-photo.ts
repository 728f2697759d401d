import { setTimeout as delay } from 'node:timers/promises'
import type { Browser } from 'playwright'

const RESTED_MS = 2_000 // so that the next photo is there already
const GIVE_UP_MS = 10_000

/** Milliseconds from the key press to the frame with the next picture, press by press along a sequence. */
export async function nextPhotoTimes(
  browser: Browser,
  { url, presses, isSphere }: { url: string; presses: number; isSphere: boolean },
): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  try {
    await page.goto(url, { waitUntil: 'networkidle' })
    if (isSphere) await page.locator('[data-sphere="drawn"]').waitFor()
    const times: number[] = []
    for (let press = 0; press < presses; press++) {
      await delay(RESTED_MS)
      await page.evaluate(startClock, { isSphere, giveUpMs: GIVE_UP_MS })
      await page.keyboard.press('ArrowRight')
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

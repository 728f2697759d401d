import { existsSync } from 'node:fs'
import puppeteer, { type Browser } from 'puppeteer-core'
import type { Engine, EnginePage } from './engine'

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox']

/** Firefox over WebDriver BiDi: the one that FIREFOX names, or that of the system. */
export const firefox: Engine = {
  name: 'Firefox',
  missing: () =>
    findFirefox() ? null : 'Firefox is not installed (Debian: firefox-esr), and FIREFOX names no other one',
  async start() {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: findFirefox() ?? '', headless: true })
    return { open: (url) => openPage(browser, url), stop: () => browser.close() }
  },
}

function findFirefox(): string | undefined {
  return process.env.FIREFOX ?? PLACES.find((path) => existsSync(path))
}

async function openPage(browser: Browser, url: string): Promise<EnginePage> {
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.setViewport({ width: 1280, height: 800 })
  await page.goto(url)
  return {
    evaluate: (body) => page.evaluate(`(() => { ${body} })()`),
    press: (key) => page.keyboard.press(key),
    type: (selector, text) => page.type(selector, text),
    tap: (selector) => page.tap(selector),
    errors: async () => errors,
    close: () => page.close(),
  }
}

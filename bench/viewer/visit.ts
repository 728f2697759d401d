import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright'

/** A phone's link, as browsers' developer tools call it "fast 4G". */
const LINK = { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 1.5e6 / 8 }

export type Visit = {
  lcpMs: number
  bytes: number
  javascriptBytes: number
  /** Of scripts that had come when the largest picture was drawn. */
  javascriptBytesBefore: number
  pictureBytes: number
}

/** Opens a page as somebody who was never here, on a phone's link, and waits until its largest picture is drawn and the network rests. `takesWebp`: as browsers do. */
export async function visit(browser: Browser, url: string, { takesWebp = true } = {}): Promise<Visit> {
  const { page, network, close } = await comeByPhone(browser)
  try {
    if (!takesWebp) await network.send('Network.setExtraHTTPHeaders', { headers: { accept: '*/*' } })
    const [bytesOf, typeOf] = [new Map<string, number>(), new Map<string, string>()]
    network.on('Network.responseReceived', ({ requestId, type }) => typeOf.set(requestId, type))
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const type = typeOf.get(requestId) ?? ''
      bytesOf.set(type, (bytesOf.get(type) ?? 0) + encodedDataLength)
    })
    await page.addInitScript(noteLargestPaint)
    await page.goto(url, { waitUntil: 'networkidle' })
    const lcpMs = await largestPaint(page)
    return {
      lcpMs,
      bytes: [...bytesOf.values()].reduce((sum, size) => sum + size, 0),
      javascriptBytes: bytesOf.get('Script') ?? 0,
      javascriptBytesBefore: await page.evaluate(scriptBytesBefore, lcpMs),
      pictureBytes: bytesOf.get('Image') ?? 0,
    }
  } finally {
    await close()
  }
}

/** Opens the map as such a visitor. Resolves to when the list of photos was there, and when the map was drawn with all that is in sight. */
export async function visitMap(browser: Browser, url: string): Promise<{ listMs: number; mapMs: number }> {
  const { page, close } = await comeByPhone(browser)
  const now = () => page.evaluate(() => performance.now())
  try {
    await page.goto(url, { waitUntil: 'commit' })
    await page.locator('main a[href^="/sequences/"]').first().waitFor()
    const listMs = await now()
    await page.locator('[data-map="idle"]').waitFor()
    return { listMs, mapMs: await now() }
  } finally {
    await close()
  }
}

async function comeByPhone(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const network = await context.newCDPSession(page)
  await network.send('Network.enable')
  await network.send('Network.emulateNetworkConditions', LINK)
  return { page, network, close: () => context.close() }
}

/** Runs in the page, before anything of it. */
function noteLargestPaint() {
  new PerformanceObserver((list) => {
    Object.assign(window, { largestPaintMs: list.getEntries().at(-1)?.startTime })
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}

/** Runs in the page. */
function scriptBytesBefore(lcpMs: number): number {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  return entries
    .filter(({ initiatorType, responseEnd }) => initiatorType === 'script' && responseEnd < lcpMs)
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
}

async function largestPaint(page: Page): Promise<number> {
  const noted = await page.waitForFunction(() => (window as { largestPaintMs?: number }).largestPaintMs)
  return (await noted.jsonValue()) ?? 0
}

/** Bytes, by gzip, of the scripts that a page names in its HTML: what is loaded before anything else is asked for. */
export async function firstLoadBytes(url: string): Promise<number> {
  const html = await (await fetch(url)).text()
  const now = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag))
  const late = [...html.matchAll(/\bdata-late="([^"]+)"/g)] // lib/server/pages/late-scripts.ts
  const sources = [...now, ...late].flatMap(([, named]) => named?.split(' ') ?? [])
  const sizes = await Promise.all([...new Set(sources)].map((source) => gzipBytes(new URL(source, url))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

export async function gzipBytes(url: URL): Promise<number> {
  return gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length
}

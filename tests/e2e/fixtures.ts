import { test as base, type Page } from '@playwright/test'
import { type QuietStack, startQuietStack } from '../support/quiet-stack'
import { startStack } from '../support/stack'

type Fixtures = {
  /** The version of Mapillary's API that the product uses: v3 is the product that all tests share, v4 one that the test has for itself. */
  api: 'v3' | 'v4'
  /** Announces console errors and failed requests that this test provokes: `METHOD URL` or the message must match. */
  allowFailures: (...patterns: RegExp[]) => void
  /** Watches a page that the test opened in a browser context of its own, as `page` is watched. */
  watch: (page: Page) => void
}

/** Some scenes on the shared product hold a photo without a picture, and any list may show it, as it does with such photos of real people. */
const THUMBNAIL_OF_NONE = /\/api\/v1\/photos\/\d+\/image\?size=(320|640|1024) answered 404$/

type WorkerFixtures = {
  /** A product where nothing happens but what is asked for. Files that run after one another share it. */
  quietStack: QuietStack
}

type Failures = { found: string[]; allowed: RegExp[] }

/** Playwright's test, where any console error, exception or failed request of the product fails the test. */
export const test = base.extend<Fixtures & { failures: Failures }, WorkerFixtures>({
  quietStack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern
    async ({}, use) => {
      const stack = await startQuietStack()
      await use(stack)
      await stack.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  api: ['v3', { option: true }],
  baseURL: async ({ api }, use) => {
    if (api === 'v3') return use(process.env.E2E_URL)
    const stack = await startStack({ env: { MAPILLARY_API: api } })
    await use(stack.url)
    await stack.remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern
  failures: async ({}, use) => {
    const failures: Failures = { found: [], allowed: [THUMBNAIL_OF_NONE] }
    await use(failures)
    const unexpected = failures.found.filter((line) => !failures.allowed.some((pattern) => pattern.test(line)))
    if (unexpected.length) throw new Error(`The browser met failures:\n${unexpected.join('\n')}`)
  },
  allowFailures: async ({ failures }, use) => {
    await use((...patterns) => void failures.allowed.push(...patterns))
  },
  watch: async ({ failures }, use) => {
    await use((page) => collectFailures(page, failures.found))
  },
  page: async ({ page, failures }, use) => {
    collectFailures(page, failures.found)
    await use(page)
  },
})

export { expect } from '@playwright/test'

function collectFailures(page: Page, found: string[]) {
  page.on('pageerror', (error) => found.push(`exception: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    // The browser reports a failed request here too, without its address in the text; `response` below has it.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
    found.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('response', (response) => {
    if (response.status() < 400) return
    found.push(`${response.request().method()} ${response.url()} answered ${response.status()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // Leaving a page ends its open requests, which is no failure.
    if (reason !== 'net::ERR_ABORTED') found.push(`${request.method()} ${request.url()} failed: ${reason}`)
  })
}

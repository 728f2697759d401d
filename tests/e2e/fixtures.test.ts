import type { Page } from '@playwright/test'
import { test as base, expect } from './fixtures'

/** These tests provoke failures, look at what was collected, and take it away before it fails them. */
const test = base.extend<{ collected: (provoke: (page: Page) => Promise<unknown>) => Promise<string> }>({
  collected: async ({ page, failures }, use) => {
    await use(async (provoke) => {
      await page.goto('/about')
      expect(failures.found).toEqual([])
      await provoke(page)
      await expect.poll(() => failures.found).toHaveLength(1)
      return failures.found.splice(0).join()
    })
  },
})

test('a console error is a failure', async ({ collected }) => {
  const failure = await collected((page) => page.evaluate(() => console.error('out of paths')))
  expect(failure).toContain('console: out of paths')
})

test('an exception is a failure', async ({ collected }) => {
  const failure = await collected((page) => page.evaluate(() => setTimeout(() => Promise.reject(new Error('lost')))))
  expect(failure).toContain('exception: Error: lost')
})

test('a request that is answered with an error is a failure', async ({ collected }) => {
  const failure = await collected((page) => page.evaluate(() => fetch('/api/v1/photos/0')))
  expect(failure).toMatch(/GET .*\/photos\/0 answered 404/)
})

test('a page of another context is watched on demand', async ({ browser, baseURL, watch, failures }) => {
  const page = await browser.newPage({ baseURL: baseURL ?? '' })
  watch(page)
  await page.goto('/api/v1/photos/0')
  expect(failures.found.splice(0).join()).toMatch(/photos\/0 answered 404/)
})

test('an announced failure does not fail the test', async ({ page, allowFailures }) => {
  allowFailures(/GET .*\/photos\/0 answered 404/)
  const response = await page.goto('/api/v1/photos/0')
  expect(response?.status()).toBe(404)
})

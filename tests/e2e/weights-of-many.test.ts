import { gzipSync } from 'node:zlib'
import { CROWD, insertCrowdedAccount } from '../support/crowded-account'
import { sessionCookie, withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

const MOST_BYTES = 280_000
const MOST_BYTES_OF_IMPORT = 150_000
const MOST_GZIPPED = 45_000

let stack: Stack
let account: Awaited<ReturnType<typeof insertCrowdedAccount>>
let cookie: string

// Of v4, which reads accounts into the database: 3,000 sequences need no Mapillary.
test.beforeAll(async () => {
  test.setTimeout(120_000)
  stack = await startStack({ env: { MAPILLARY_API: 'v4', MTP_RATE_LIMIT_PAGE: '0' } })
  account = await withDatabase(stack, insertCrowdedAccount)
  cookie = await sessionCookie(stack, account)
})

test.afterAll(() => stack.remove())

test('no page grows with its rows', async () => {
  test.setTimeout(120_000)
  const pages = [
    ...['/', '/?user=NAME', '/photos', '/photos?user=NAME', '/sequences', '/sequences?mine=true', '/leaderboard'],
    ...['/viewpoints', '/users/NAME', '/users/NAME?list=received', '/users/NAME?list=given', '/favourites'],
    ...['/import', '/import?state=here', '/imports', `/imports/${account.importId}`, '/vault', '/notices', '/settings'],
    ...['/admin', '/admin/people', '/admin/reports', '/admin/work', '/admin/announcements', '/admin/limits'],
  ].map((page) => page.replace('NAME', account.username))
  const weights: [page: string, status: number, bytes: number, gzipped: number][] = []
  for (const page of pages) {
    const response = await fetch(`${stack.url}${page}`, { headers: { cookie } })
    const html = await response.text()
    weights.push([page, response.status, html.length, gzipSync(html).length])
  }
  const isHeavy = ([page, status, bytes, gzipped]: (typeof weights)[number]) =>
    status !== 200 ||
    bytes > (page.startsWith('/import?') || page === '/import' ? MOST_BYTES_OF_IMPORT : MOST_BYTES) ||
    gzipped > MOST_GZIPPED
  expect(weights.filter(isHeavy)).toEqual([])
})

test('rows come as one scrolls, and all of thousands are chosen at once, but some', async ({ page }) => {
  await page.context().addCookies([cookieFor(stack.url)])
  await page.goto(`${stack.url}/import`)
  const rows = page.getByRole('list', { name: 'Your sequences on Mapillary' }).getByRole('listitem')
  await expect(page.getByText('3,000 sequences', { exact: true })).toBeVisible()
  await page.getByText(/ of 3,000 shown$/).scrollIntoViewIfNeeded()
  await expect.poll(() => rows.count()).toBeGreaterThan(60)

  const chosen = page.getByRole('region', { name: 'Chosen' })
  await page.getByRole('checkbox', { name: 'Choose all shown' }).check()
  await expect(chosen).toContainText('1,500 sequences chosen · 18,000 photos')
  await rows.first().getByRole('checkbox').uncheck()
  await expect(chosen).toContainText('1,499 sequences chosen · 17,988 photos')

  await page.getByRole('combobox', { name: 'State', exact: true }).selectOption('Imported or importing')
  await expect(page.getByText('1,500 of 3,000 sequences')).toBeVisible()
  await expect(chosen).toContainText('1,499 sequences chosen')
  await chosen.getByRole('button', { name: 'Import…' }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Start 1,499 imports' })).toBeVisible()
})

function cookieFor(url: string) {
  const [name = '', value = ''] = cookie.split(/=(.*)/)
  return { name, value, url }
}

test('the scene is as large as it says', async () => {
  const response = await fetch(`${stack.url}/api/importable-sequences/lines`, { headers: { cookie } })
  const body = await response.text()
  expect(JSON.parse(body)).toMatchObject({ matching: CROWD.sequences })
  expect(gzipSync(body).length).toBeLessThan(300_000)
})

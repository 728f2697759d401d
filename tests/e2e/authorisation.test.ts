import { appRoutes } from '../support/app-routes'
import { findDeviations, readTable, SUBJECTS, withoutQuery } from '../support/authorisation'
import { type QuietStack, startQuietStack } from '../support/quiet-stack'
import { withDatabase } from '../support/session'
import { TABLE } from './authorisation-table'
import { expect, test } from './fixtures'

let stack: QuietStack
test.beforeAll(async () => {
  stack = await startQuietStack()
})
test.afterAll(() => stack.remove())

const rows = readTable(TABLE)

test('every route and method has its rows', () => {
  const written = rows.map(({ method, path }) => `${method} ${withoutQuery(path)}`)
  expect([...new Set(written)].sort()).toEqual(appRoutes())
  for (const route of new Set(written)) {
    if (!/\{(photoId|tagId|sequenceId)\}/.test(route)) continue
    const subjects = rows.filter(({ method, path }) => `${method} ${withoutQuery(path)}` === route)
    const missing = SUBJECTS.filter((each) => each !== '-' && !subjects.some(({ subject }) => subject === each))
    expect(missing, `${route} has no row for`).toEqual([])
  }
})

test('every route answers each caller as the table says', async () => {
  test.setTimeout(120_000)
  expect(await withDatabase(stack, (db) => findDeviations(db, stack, rows))).toEqual([])
})

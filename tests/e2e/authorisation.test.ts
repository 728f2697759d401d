import { findDeviations, readTable } from '../support/authorisation'
import { type QuietStack, startQuietStack } from '../support/quiet-stack'
import { withDatabase } from '../support/session'
import { TABLE } from './authorisation-table'
import { expect, test } from './fixtures'

let stack: QuietStack
test.beforeAll(async () => {
  stack = await startQuietStack()
})
test.afterAll(() => stack.remove())

test('every route answers each caller as the table says', async () => {
  test.setTimeout(120_000)
  expect(await withDatabase(stack, (db) => findDeviations(db, stack, readTable(TABLE)))).toEqual([])
})

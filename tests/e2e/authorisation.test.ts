import { findDeviations, readTable } from '../support/authorisation'
import { withDatabase } from '../support/session'
import { TABLE } from './authorisation-table'
import { expect, test } from './fixtures'

test('every route answers each caller as the table says', async ({ quietStack: stack }) => {
  test.setTimeout(240_000)
  expect(await withDatabase(stack, (db) => findDeviations(db, stack, readTable(TABLE)))).toEqual([])
})

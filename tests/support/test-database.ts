import { randomBytes } from 'node:crypto'
import { createDatabase, dropDatabase } from '../../scripts/databases.mjs'

/** The migrated, empty database that the global setup makes, and every test database is a copy of. */
export const TEMPLATE = 'mtp_template'

type TestDatabase = { url: string; drop: () => Promise<void> }

/** Creates an empty migrated database of its own for a test file. Needs the global setup of the integration project. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createOwnDatabase({ template: TEMPLATE })
}

/** Creates a database without tables, for tests of migrations. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createOwnDatabase({ template: 'template1' })
}

async function createOwnDatabase(options: { template: string }): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is unset: this test belongs to the integration project')
  const name = `mtp_test_${randomBytes(6).toString('hex')}`
  const url = await createDatabase(server, name, options)
  return { url, drop: () => dropDatabase(server, name) }
}

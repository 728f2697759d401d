import { randomBytes } from 'node:crypto'
import { createDatabase, dropDatabase } from '../../scripts/postgres.mjs'

/** The migrated, empty database that the global setup makes, and every test database is a copy of. */
export const TEMPLATE = 'mtp_template'

/** Creates an empty migrated database of its own for a test file. Needs the global setup of the integration project. */
export async function createTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is unset: this test belongs to the integration project')
  const name = `mtp_test_${randomBytes(6).toString('hex')}`
  const url = await createDatabase(server, name, { template: TEMPLATE })
  return { url, drop: () => dropDatabase(server, name) }
}

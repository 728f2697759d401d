import { build } from '../../scripts/build.mjs'
import { removeLeftovers, startStack } from './stack'

/** One running product for all browser tests; its address, data directory and database reach them by the environment. */
export default async function setUp() {
  await removeLeftovers()
  await build()
  const stack = await startStack()
  process.env.E2E_URL = stack.url
  process.env.E2E_DATA_DIR = stack.dataDir
  process.env.E2E_DATABASE_URL = stack.databaseUrl()
  return () => stack.remove()
}

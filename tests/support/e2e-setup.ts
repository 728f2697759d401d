import { build } from '../../scripts/build.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { removeLeftovers, startStack } from './stack'

/** One running product for all browser tests; its address, data directory and database reach them by the environment. */
export default async function setUp() {
  await removeLeftovers()
  await build()
  const smtpPort = await freePort() // nobody is there but while tests/e2e/mail.test.ts runs
  const stack = await startStack({
    env: { SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_FROM: 'Map the Paths <photos@example.org>' },
  })
  process.env.E2E_SMTP_PORT = `${smtpPort}`
  process.env.E2E_URL = stack.url
  process.env.E2E_DATA_DIR = stack.dataDir
  process.env.E2E_DATABASE_URL = stack.databaseUrl()
  return () => stack.remove()
}

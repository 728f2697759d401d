import { parseArgs } from 'node:util'
import { connect } from '@/db/client'
import { setRole } from '@/lib/users/set-role'

const USAGE = `npm run make-admin -- [--revoke] USERNAME
  The person must have logged in once. Admins decide which tag types there are, and may remove any tag.
  --revoke   a user like others again`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { revoke: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
})
const [username] = positionals
if (values.help || !username || positionals.length > 1) {
  console.log(USAGE)
  process.exit(values.help ? 0 : 1)
}

const { DATABASE_URL } = process.env
if (!DATABASE_URL) throw new Error('DATABASE_URL: read nothing, expected the database with the users')
const db = connect(DATABASE_URL, { max: 1 })
try {
  await setRole(db, { username, role: values.revoke ? 'user' : 'admin' })
  console.log(values.revoke ? `${username} is no admin any more` : `${username} is an admin now`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.$client.end()
}

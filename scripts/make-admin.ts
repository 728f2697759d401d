import { parseArgs } from 'node:util'
import { setRole } from '@/lib/users/set-role'
import { withDatabase } from './with-database'

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

await withDatabase(async (db) => {
  await setRole(db, { username, role: values.revoke ? 'user' : 'admin' })
  return values.revoke ? `${username} is no admin any more` : `${username} is an admin now`
})

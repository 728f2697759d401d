import { parseArgs } from 'node:util'
import { setRole } from '@/lib/users/set-role'
import { withDatabase } from './with-database'

const USAGE = `npm run make-admin -- [--moderator | --revoke] USERNAME
  The person must have logged in once. Admins decide reports and which tag types there are, and may hide photos and remove any tag.
  --moderator   a moderator: decides reports, and no more
  --revoke      a user like others again`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    moderator: { type: 'boolean', default: false },
    revoke: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const [username] = positionals
if (values.help || !username || positionals.length > 1) {
  console.log(USAGE)
  process.exit(values.help ? 0 : 1)
}

const role = values.revoke ? 'user' : values.moderator ? 'moderator' : 'admin'
const NOW = { user: 'no admin any more', moderator: 'a moderator now', admin: 'an admin now' }

await withDatabase(async (db) => {
  await setRole(db, { username, role })
  return `${username} is ${NOW[role]}`
})

import { parseArgs } from 'node:util'
import { env } from '@/lib/config/env'
import { inviteUser } from '@/lib/users/invitations'
import { requirePasskeySite } from '@/lib/users/passkeys/passkey-site'
import { withDatabase } from './with-database'

const USAGE = `npm run invite -- USERNAME
  Prints a link that lets the person in once, within 24 hours, without Mapillary, so that they can add a passkey.
  They must have an account here. An earlier link of theirs no longer works. Give it to nobody else.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
})
const [username] = positionals
if (values.help || !username || positionals.length > 1) {
  console.log(USAGE)
  process.exit(values.help ? 0 : 1)
}

await withDatabase(async (db) => {
  const { NEXTAUTH_URL } = env()
  requirePasskeySite(NEXTAUTH_URL)
  const { code } = await inviteUser(db, { username })
  return new URL(`/login/invitation#${code}`, NEXTAUTH_URL).href
})

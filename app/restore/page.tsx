import type { Metadata } from 'next'
import { connection } from 'next/server'
import { RestorePanel } from '@/components/restore/restore-panel'
import { Page } from '@/components/shell/page'
import { env } from '@/lib/config/env'
import { findRestoreState } from '@/lib/restore/find-restore-state'
import { runtime } from '@/lib/server/runtime'
import { passkeySite } from '@/lib/users/passkeys/passkey-site'

export const metadata: Metadata = { title: 'Restore', robots: 'noindex' }

/** The first page of an instance whose database is empty and whose backup is not. */
export default async function RestorePage() {
  await connection() // the database is there when the server runs, not when it is built
  const state = await findRestoreState(runtime())
  const isOffered = state === 'offered' || state === 'interrupted'
  return (
    <Page
      title="Restore from the backup"
      width="narrow"
      {...(isOffered && {
        intro:
          'The backup of this site holds files, and its database is empty. Everything can be brought back: accounts, sequences, photos, tags and marks, at their old addresses. Until that is decided nothing is written to the backup. A new site needs an empty backup.',
      })}
    >
      <RestorePanel state={state} logInWith={logInText()} />
    </Page>
  )
}

function logInText(): string {
  const { MAPILLARY_API, NEXTAUTH_URL } = env()
  const ways = [
    MAPILLARY_API !== 'none' && 'the same Mapillary account as before',
    passkeySite(NEXTAUTH_URL) && 'your passkey',
  ].filter((way) => way !== false && way !== null)
  const invite = 'Who has none gets a one-time link: npm run invite -- USERNAME.'
  return ways.length === 0 ? invite : `Log in with ${ways.join(' or ')}. ${invite}`
}

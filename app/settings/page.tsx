import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import {
  addPasskeyAction,
  beginPasskeyAction,
  createTokenAction,
  deleteTakeoutAction,
  endAllSessionsAction,
  endSessionAction,
  forgetOwnBucketAction,
  makeTakeoutAction,
  removePasskeyAction,
  revokeTokenAction,
  saveOwnBucketAction,
} from '@/app/settings/actions'
import { OwnExcludedAreas } from '@/app/settings/own-excluded-areas'
import { OwnMailAddress } from '@/app/settings/own-mail'
import { CreateToken } from '@/components/settings/create-token'
import { DeleteAccount } from '@/components/settings/delete-account'
import { DisplayCard } from '@/components/settings/display-card'
import { LogOutEverywhere } from '@/components/settings/log-out-everywhere'
import { OwnBucketCard } from '@/components/settings/own-bucket'
import { OwnData } from '@/components/settings/own-data'
import { Passkeys } from '@/components/settings/passkeys'
import { SessionList } from '@/components/settings/session-list'
import { ShowAll, shownOf } from '@/components/settings/show-all'
import { Takeouts } from '@/components/settings/takeouts'
import { TokenList } from '@/components/settings/token-list'
import { LogOutButton } from '@/components/shell/log-out'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { Facts } from '@/components/ui/facts'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { env } from '@/lib/config/env'
import { formatDate } from '@/lib/format/date'
import { describeDevice } from '@/lib/format/device'
import { formatCount } from '@/lib/format/number'
import { SESSION_DAYS, UNUSED_DAYS } from '@/lib/model/people/session-days'
import { findOwnBucket } from '@/lib/own-buckets/find-own-bucket'
import { requireSessionOrLogin } from '@/lib/server/auth/page'
import { runtime } from '@/lib/server/runtime'
import { takeoutAddresses } from '@/lib/server/takeouts/addresses'
import { listTakeouts } from '@/lib/takeouts/list-takeouts'
import { listTokens } from '@/lib/tokens/list-tokens'
import { getProfile } from '@/lib/users/get-profile'
import { listPasskeys } from '@/lib/users/passkeys/list-passkeys'
import { passkeySite } from '@/lib/users/passkeys/passkey-site'
import { listSessions } from '@/lib/users/sessions/list-sessions'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ searchParams }: PageProps<'/settings'>) {
  const { account, all } = await searchParams
  const { id: sessionId, user } = await requireSessionOrLogin('/settings')
  const { db, mapillary } = runtime()
  const profile = await getProfile(db, { username: user.username, viewer: user.id })
  const tokens = await listTokens(db, user.id)
  const sessions = await listSessions(db, user.id)
  const passkeys = await listPasskeys(db, user.id)
  const device = describeDevice((await headers()).get('user-agent'))
  const bucket = await findOwnBucket(db, user.id)
  const takeouts = await listTakeouts(db, takeoutAddresses(), user.id)
  const shown = {
    sessions: shownOf(sessions, 'sessions', all),
    tokens: shownOf(tokens, 'tokens', all),
    takeouts: shownOf(takeouts, 'takeouts', all, 3), // each has a link for every part
  }
  return (
    <Page title="Settings" width="narrow">
      <div className="grid gap-6">
        {account === 'restored' && (
          <Notice title="Your account is here again">
            Its deletion was taken back. Your sequences are shown as before; make new API tokens, and start cancelled
            imports again.
          </Notice>
        )}
        {account === 'invited' && (
          <Notice tone="warning" title="Your link is used up">
            Add a passkey now: with it you log in from now on.
          </Notice>
        )}
        <Card className="grid gap-6 p-6">
          <div className="grid gap-1">
            <h2 className="font-semibold text-lg">Your account</h2>
            <p className="text-ink-muted text-sm">
              {mapillary.hasEnded
                ? 'This site no longer asks Mapillary: you log in with a passkey, and nothing new is imported. What you have here stays, and you can take it with you below.'
                : 'You log in with Mapillary, or with a passkey. Mapillary’s permission to read your photos is kept encrypted on the server, and used for nothing but your imports.'}
            </p>
          </div>
          <Facts
            facts={[
              { name: 'Mapillary user', value: profile.username },
              { name: 'Here since', value: formatDate(profile.memberSince) },
              { name: 'Photos', value: formatCount(profile.photoCount) },
            ]}
          />
          <div className="flex flex-wrap gap-2">
            <LinkButton href="/imports">My imports</LinkButton>
            <LogOutButton />
          </div>
        </Card>
        <DisplayCard />
        <Passkeys
          passkeys={passkeys}
          host={passkeySite(env().NEXTAUTH_URL)?.rpId ?? null}
          begin={beginPasskeyAction}
          add={addPasskeyAction}
          remove={removePasskeyAction}
          suggestedName={device}
        />
        <Card id="sessions" className="grid gap-6 p-6">
          <div className="flex flex-wrap items-start justify-between gap-4">
            <div className="grid flex-1 basis-64 gap-1">
              <h2 className="font-semibold text-lg">Where you are logged in</h2>
              <p className="text-ink-muted text-sm">
                A log-in ends after {SESSION_DAYS} days, or after {UNUSED_DAYS} days without use. Log out what you do
                not know.
              </p>
            </div>
            <LogOutEverywhere endAll={endAllSessionsAction} />
          </div>
          <SessionList sessions={shown.sessions} currentId={String(sessionId)} end={endSessionAction} />
          <ShowAll name="sessions" shown={shown.sessions.length} total={sessions.length} />
        </Card>
        <Card id="tokens" className="grid gap-6 p-6">
          <div className="flex flex-wrap items-start justify-between gap-4">
            <div className="grid flex-1 basis-64 gap-1">
              <h2 className="font-semibold text-lg">API tokens</h2>
              <p className="text-ink-muted text-sm">
                For scripts and programs that act as you. What they can ask for is in the{' '}
                <Link href="/docs/api" className="text-link">
                  API reference
                </Link>
                .
              </p>
            </div>
            <CreateToken create={createTokenAction} />
          </div>
          <TokenList tokens={shown.tokens} now={new Date()} revoke={revokeTokenAction} />
          <ShowAll name="tokens" shown={shown.tokens.length} total={tokens.length} />
        </Card>
        <OwnMailAddress userId={user.id} />
        <Takeouts
          takeouts={shown.takeouts}
          total={takeouts.length}
          make={makeTakeoutAction}
          remove={deleteTakeoutAction}
        />
        <OwnExcludedAreas userId={user.id} />
        <OwnBucketCard bucket={bucket} save={saveOwnBucketAction} forget={forgetOwnBucketAction} />
        <OwnData />
        <DeleteAccount username={user.username} />
      </div>
    </Page>
  )
}

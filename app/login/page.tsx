import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { LoginButton } from '@/components/login/login-button'
import { PasskeyButton } from '@/components/login/passkey-button'
import { LogoMark } from '@/components/shell/logo'
import { Notice } from '@/components/ui/notice'
import { env } from '@/lib/config/env'
import { DAYS_TO_RETURN } from '@/lib/model/people/personal-data'
import { safeCallbackUrl } from '@/lib/server/auth/callback-url'
import { findCurrentSuspension, findUser } from '@/lib/server/auth/session'
import { runtime } from '@/lib/server/runtime'
import { passkeySite } from '@/lib/users/passkeys/passkey-site'
import { isBeingRestored } from '@/lib/users/require-no-restore'

export const metadata: Metadata = { title: 'Log in' }

// Callback: Mapillary itself reported an error, which is what happens when somebody cancels there.
const PROBLEMS: Record<string, string> = {
  Callback: 'The login was cancelled on Mapillary. Nothing was changed.',
  OAuthCallback: 'Mapillary did not confirm the login. Please try again.',
  OAuthSignin: 'Mapillary could not be asked for a login. Please try again in a moment.',
}

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  const { callbackUrl, error, again } = await searchParams
  const target = safeCallbackUrl(callbackUrl, env().NEXTAUTH_URL)
  const user = await findUser()
  const hasEnded = env().MAPILLARY_API === 'none'
  const hasPasskeys = passkeySite(env().NEXTAUTH_URL) !== null
  if (user && !error && again === undefined) redirect(target)
  if (!user && (await findCurrentSuspension())) redirect('/suspended')
  const problem = typeof error === 'string' ? (PROBLEMS[error] ?? 'The login did not succeed. Please try again.') : null
  return (
    <div className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center px-4 py-12 sm:px-6">
      <LogoMark className="size-12" />
      <h1 className="mt-6 font-[680] text-2xl sm:text-[2rem]">Log in to Map the Paths</h1>
      {!hasEnded && (
        <p className="mt-3 text-ink-muted">
          With your Mapillary account, also if you take no photos yourself: with a login you mark the places that are
          worth the trip and name what is on the photos of others. Of photographers we read the sequences, and copy the
          originals they choose to the backup. We never post or change anything on Mapillary
          {env().MAPILLARY_API === 'v3' ? ', although the right to write comes with the login that it offers us.' : '.'}
        </p>
      )}
      {hasEnded && (
        <p className="mt-3 text-ink-muted">
          This site no longer asks Mapillary: you log in with a passkey. All that is public is open without a login.
        </p>
      )}
      {(await isBeingRestored(runtime().db)) && (
        <Notice tone="warning" className="mt-6">
          This site is being brought back from its backup. Log in when that has ended.
        </Notice>
      )}
      {problem && (
        <Notice tone="warning" className="mt-6">
          {problem}
        </Notice>
      )}
      <div className="mt-8 grid gap-3">
        {!hasEnded && <LoginButton callbackUrl={target} />}
        {hasPasskeys && <PasskeyButton callbackUrl={target} isMain={hasEnded} />}
      </div>
      <p className="mt-4 text-ink-muted text-sm">{helpText({ hasEnded, hasPasskeys })}</p>
      <p className="mt-4 text-ink-muted text-sm">
        Whoever has deleted their account gets it back by logging in within {DAYS_TO_RETURN} days.
      </p>
      <p className="mt-4 text-ink-muted text-sm">
        By logging in you agree to the{' '}
        <Link href="/terms" className="text-link">
          terms
        </Link>
        . What is stored is told on the page about{' '}
        <Link href="/privacy" className="text-link">
          privacy
        </Link>
        .
      </p>
      {env().MTP_DEMO && (
        <p className="mt-4 text-ink-muted text-sm">
          This is a demo: the next page is a small stand-in for Mapillary, where you choose one of its invented
          photographers.
        </p>
      )}
    </div>
  )
}

/** What to do for who has no way in. */
function helpText({ hasEnded, hasPasskeys }: { hasEnded: boolean; hasPasskeys: boolean }): string {
  if (!hasPasskeys)
    return 'There are no passkeys here: browsers allow them only on sites with a name and https, and this one has neither.'
  if (hasEnded)
    return 'If you have no passkey yet, ask whoever runs this site for a one-time link: it lets you in once, so that you can add one.'
  return 'Passkeys are added in the settings. If you have none and can no longer log in with Mapillary, ask whoever runs this site for a one-time link.'
}

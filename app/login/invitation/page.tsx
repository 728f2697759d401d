import type { Metadata } from 'next'
import { Invitation } from '@/components/login/invitation'
import { LogoMark } from '@/components/shell/logo'

export const metadata: Metadata = { title: 'You are invited', referrer: 'no-referrer', robots: 'noindex' }

/** Where a one-time link (npm run invite) leads. Nothing is redeemed until the person says so: programs that look at links open them too. */
export default function InvitationPage() {
  return (
    <div className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center px-4 py-12 sm:px-6">
      <LogoMark className="size-12" />
      <h1 className="mt-6 font-[680] text-2xl sm:text-[2rem]">You are invited</h1>
      <p className="mt-3 text-ink-muted">
        This link lets you into your account without Mapillary. It works once: add a passkey in the settings right
        after, and log in with that from then on.
      </p>
      <Invitation />
      <noscript>Entering needs JavaScript.</noscript>
    </div>
  )
}

import { Signpost } from 'lucide-react'
import { LoginLink } from '@/components/shell/login-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { findUser } from '@/lib/server/auth/session'

export const metadata = { title: 'Not found' }

/** The same page for what is not there and for what one may not see: nobody learns which of the two it is. */
export default async function NotFound() {
  const isLoggedIn = (await findUser()) !== null
  return (
    <div className="mx-auto grid w-full max-w-2xl flex-1 content-center px-4 py-16">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={Signpost}
        title="This path leads nowhere"
        action={
          <>
            {!isLoggedIn && <LoginLink />}
            <LinkButton href="/" look={isLoggedIn ? 'primary' : 'secondary'}>
              Go to the map
            </LinkButton>
            <LinkButton href="/sequences">See all sequences</LinkButton>
          </>
        }
      >
        What you look for was removed, is private, or never was here.
        {!isLoggedIn && ' If it is yours, log in to see it.'}
      </EmptyState>
    </div>
  )
}

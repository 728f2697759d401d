import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/link-button'
import { formatDateTime } from '@/lib/format/date'
import { DELETED_COOKIE } from '@/lib/model/people/personal-data'
import { findUser } from '@/lib/server/auth/session'

export const metadata: Metadata = { title: 'Your account is being deleted', robots: { index: false } }

/** Where people are led once they have deleted their account. It says nothing of the kind to anybody else. */
export default async function DeletedPage() {
  const told = (await cookies()).get(DELETED_COOKIE)?.value
  const erasedAfter = new Date(told ?? '')
  if (Number.isNaN(erasedAfter.getTime()) || (await findUser())) redirect('/settings')
  return (
    <Page title="Your account is being deleted" width="narrow">
      <div className="grid gap-4">
        <p>You are logged out everywhere, and nobody sees anything of yours any more.</p>
        <p>
          Until {formatDateTime(erasedAfter)} you can take this back: log in with the same Mapillary account, and
          everything is as it was. After that it is erased for good.
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/">To the map</LinkButton>
          <LinkButton href="/login">Log in and take it back</LinkButton>
        </div>
      </div>
    </Page>
  )
}

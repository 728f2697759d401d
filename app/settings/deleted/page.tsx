import type { Metadata } from 'next'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/link-button'
import { DAYS_TO_RETURN } from '@/lib/model/people/personal-data'

export const metadata: Metadata = { title: 'Your account is being deleted', robots: { index: false } }

/** Where people are led once they have deleted their account. */
export default function DeletedPage() {
  return (
    <Page title="Your account is being deleted" width="narrow">
      <div className="grid gap-4">
        <p>You are logged out everywhere, and nobody sees anything of yours any more.</p>
        <p>
          For {DAYS_TO_RETURN} days you can take this back: log in with the same Mapillary account, and everything is as
          it was. After that it is erased for good.
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/">To the map</LinkButton>
          <LinkButton href="/login">Log in and take it back</LinkButton>
        </div>
      </div>
    </Page>
  )
}

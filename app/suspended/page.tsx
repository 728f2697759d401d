import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { appeal } from '@/app/suspended/actions'
import { LogOutButton } from '@/components/shell/log-out'
import { Page } from '@/components/shell/page'
import { AppealForm } from '@/components/suspended/appeal-form'
import { Notice } from '@/components/ui/notice'
import { formatDateTime } from '@/lib/format/date'
import { findCurrentSuspension } from '@/lib/server/auth/session'

export const metadata: Metadata = { title: 'Your account is suspended', robots: { index: false } }

/** All that a suspended person can do here: read why, and appeal. */
export default async function SuspendedPage() {
  const suspension = await findCurrentSuspension()
  if (!suspension) redirect('/')
  const { user, reason, until, appeal: said } = suspension
  return (
    <Page
      title="Your account is suspended"
      width="narrow"
      intro={<bdi>{user.username}</bdi>}
      actions={<LogOutButton />}
    >
      <div className="grid gap-6">
        <Notice tone="warning" title="The reason">
          <p className="whitespace-pre-line">{reason}</p>
        </Notice>
        <p>
          Nobody sees what is yours, and you can neither import nor mark nor tag.{' '}
          {until ? `This ends by itself on ${formatDateTime(until)}.` : 'Nothing is deleted.'} Which rules hold is told
          in the{' '}
          <Link href="/terms" className="text-link">
            terms
          </Link>
          .
        </p>
        {said === null ? (
          <AppealForm appeal={appeal} />
        ) : (
          <Notice title="Your appeal was taken. Somebody will look at it.">
            <p className="whitespace-pre-line">{said}</p>
          </Notice>
        )}
      </div>
    </Page>
  )
}

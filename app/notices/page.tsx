import { Bell } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { toSearchParams } from '@/app/photos/query'
import { NoticeList } from '@/components/notices/notice-list'
import { NoticeSettings } from '@/components/notices/notice-settings'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { env } from '@/lib/config/env'
import { Id } from '@/lib/model/ids'
import { listNotices } from '@/lib/notices/list-notices'
import { getFeedRevision, getWantedKinds } from '@/lib/notices/notice-settings'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { sendsMail } from '@/lib/server/mail/mail-tools'
import { feedAddress } from '@/lib/server/notices/feed-address'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Notices', robots: { index: false } }

export default async function NoticesPage({ searchParams }: PageProps<'/notices'>) {
  const { id: userId } = await requireUserOrLogin('/notices')
  const { db } = runtime()
  const cursor = Id.safeParse(toSearchParams(await searchParams).get('cursor')).data
  const { notices, nextCursor } = await listNotices(db, { userId, cursor })
  const revision = await getFeedRevision(db, userId)
  return (
    <Page title="Notices" width="narrow" intro="What happened to what is yours.">
      <div className="grid gap-8">
        {notices.length === 0 ? (
          <EmptyState icon={Bell} title="Nothing happened yet">
            Imports that end, marks and tags of others on your photos, and reports show up here.
          </EmptyState>
        ) : (
          <NoticeList notices={notices} />
        )}
        {nextCursor && (
          <Link href={`/notices?cursor=${nextCursor}`} className="text-link">
            Earlier notices
          </Link>
        )}
        {sendsMail() && (
          <Link href="/settings#mail" className="text-link">
            Get them by e-mail
          </Link>
        )}
        <NoticeSettings kinds={await getWantedKinds(db, userId)} feed={feedAddress(env(), { userId, revision })} />
      </div>
    </Page>
  )
}

import type { ReactNode } from 'react'
import { Page } from '@/components/shell/page'
import { LinkTabs } from '@/components/ui/link-tabs'

const TABS = [
  { href: '/admin', name: 'Overview', isForModerators: false },
  { href: '/admin/reports', name: 'Reports', isForModerators: true },
  { href: '/admin/people', name: 'People', isForModerators: true },
  { href: '/admin/work', name: 'Under way', isForModerators: false },
  { href: '/admin/areas', name: 'Excluded areas', isForModerators: false },
  { href: '/admin/limits', name: 'Limits', isForModerators: false },
  { href: '/admin/announcements', name: 'Announcements', isForModerators: false },
]

/** A page for those who run the instance, with the way to the others that they may see. */
export function AdminPage({
  title,
  intro,
  href,
  isAdmin,
  children,
}: {
  title: string
  intro?: ReactNode
  href: string
  isAdmin: boolean
  children: ReactNode
}) {
  const tabs = TABS.filter(({ isForModerators }) => isAdmin || isForModerators)
  return (
    <Page title={title} above="Administration" width="wide" intro={intro}>
      <LinkTabs
        label="Administration"
        className="mb-6"
        tabs={tabs.map((tab) => ({ ...tab, isCurrent: tab.href === href }))}
      />
      {children}
    </Page>
  )
}

import type { Metadata } from 'next'
import { requireAdminPage } from '@/app/admin/require-staff'
import { AdminPage } from '@/components/admin/admin-page'
import { AnnouncementForm, EndAnnouncement } from '@/components/admin/announcement-form'
import { Badge } from '@/components/ui/badge'
import { listAnnouncements } from '@/lib/administration/announce'
import { formatDateTime } from '@/lib/format/date'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Announcements', robots: { index: false } }

const MOST_SHOWN = 24

export default async function AdminAnnouncementsPage() {
  await requireAdminPage('/admin/announcements')
  const announcements = await listAnnouncements(runtime().db, { limit: MOST_SHOWN })
  return (
    <AdminPage
      title="Announcements"
      intro="Shown to everybody at the top of each page, until they are dismissed, end, or are ended here."
      href="/admin/announcements"
      isAdmin
    >
      <div className="grid max-w-3xl gap-8">
        <AnnouncementForm />
        <ul aria-label="Announcements" className="grid grid-cols-1 gap-3">
          {announcements.map(({ id, text, by, createdAt, endsAt, isOpen }) => (
            <li key={id} className="grid gap-2 rounded-card border bg-surface p-4 text-sm [overflow-wrap:anywhere]">
              <p className="whitespace-pre-line">{text}</p>
              <p className="text-ink-muted">
                {formatDateTime(createdAt)}
                {by && (
                  <>
                    , by <bdi>{by}</bdi>
                  </>
                )}
                {endsAt && `, ends ${formatDateTime(endsAt)}`}
              </p>
              <p className="flex flex-wrap items-center gap-2">
                {isOpen ? <EndAnnouncement id={id} /> : <Badge>Not shown any more</Badge>}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </AdminPage>
  )
}

import type { Metadata } from 'next'
import { requireAdminPage } from '@/app/admin/require-staff'
import { ExcludedAreasOf } from '@/app/settings/excluded-areas-of'
import { AdminPage } from '@/components/admin/admin-page'
import { runtime } from '@/lib/server/runtime'
import { findFirstView } from '@/lib/tiles/public-extent'

export const metadata: Metadata = { title: 'Excluded areas', robots: { index: false } }

export default async function AdminAreasPage() {
  await requireAdminPage('/admin/areas')
  return (
    <AdminPage title="Excluded areas" href="/admin/areas" isAdmin>
      <div className="max-w-3xl">
        <ExcludedAreasOf ownerId={null} extent={await findFirstView(runtime().db)} />
      </div>
    </AdminPage>
  )
}

import type { Metadata } from 'next'
import { requireAdminPage } from '@/app/admin/require-staff'
import { AdminPage } from '@/components/admin/admin-page'
import { LimitForm } from '@/components/admin/limit-form'
import { listLimits } from '@/lib/administration/change-limits'
import { defaultLimits } from '@/lib/config/default-limits'
import { env } from '@/lib/config/env'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Limits', robots: { index: false } }

export default async function AdminLimitsPage() {
  await requireAdminPage('/admin/limits')
  const limits = await listLimits(runtime().db, defaultLimits(env()))
  return (
    <AdminPage
      title="Limits"
      intro="A change counts in every process within seconds. 0 means no limit."
      href="/admin/limits"
      isAdmin
    >
      <ul aria-label="Limits" className="grid max-w-3xl grid-cols-1 gap-3">
        {limits.map((limit) => (
          <LimitForm key={`${limit.name} ${limit.value}`} limit={limit} />
        ))}
      </ul>
    </AdminPage>
  )
}

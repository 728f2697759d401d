import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'
import { orNotFound } from '@/app/or-not-found'
import { ImportLive } from '@/components/imports/import-live'
import { Page } from '@/components/shell/page'
import { getImport } from '@/lib/imports/progress/get-import'
import { parseId } from '@/lib/model/ids'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { runtime } from '@/lib/server/runtime'

const ERRORS_AT_FIRST = 50 // the others are asked for

const load = cache(async (text: string) => {
  const user = await requireUserOrLogin(`/imports/${text}`)
  return orNotFound(() => getImport(runtime().db, { importId: parseId(text, 'Import'), userId: user.id }))
})

export async function generateMetadata({ params }: PageProps<'/imports/[importId]'>): Promise<Metadata> {
  return { title: (await load((await params).importId)).sequenceName }
}

export default async function ImportPage({ params }: PageProps<'/imports/[importId]'>) {
  const progress = await load((await params).importId)
  return (
    <Page
      title={progress.sequenceName}
      above={
        <Link href="/imports" className="hover:text-ink">
          My imports
        </Link>
      }
    >
      <ImportLive key={progress.id} initial={{ ...progress, errors: progress.errors.slice(0, ERRORS_AT_FIRST) }} />
    </Page>
  )
}

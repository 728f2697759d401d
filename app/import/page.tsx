import { Camera } from 'lucide-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { importSequences } from '@/app/import/actions'
import { PickerProblem } from '@/components/imports/picker-problem'
import { PickerSkeleton } from '@/components/imports/picker-skeleton'
import { SequencePicker } from '@/components/imports/sequence-picker'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { requireUserOrLogin } from '@/lib/auth/page'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { listImportableSequences } from '@/lib/imports/list-importable-sequences'
import { getPhotosToday } from '@/lib/imports/photos-today'
import type { ImportableSequence } from '@/lib/imports/types'
import { runtime } from '@/lib/runtime'

export const metadata: Metadata = { title: 'Import' }

export default async function ImportPage() {
  const user = await requireUserOrLogin('/import')
  return (
    <Page
      title="Import from Mapillary"
      intro="Choose from your sequences. Their originals go into the backup, their photos onto the map."
      width="wide"
      actions={<LinkButton href="/imports">My imports</LinkButton>}
    >
      <Suspense fallback={<PickerSkeleton />}>
        <Importable userId={user.id} />
      </Suspense>
    </Page>
  )
}

async function Importable({ userId }: { userId: number }) {
  const found = await load(userId)
  if (found instanceof AppError) {
    return <PickerProblem code={found.code} message={found.message} retryAfterMs={found.retryAfterMs} />
  }
  if (found.length === 0) {
    return (
      <EmptyState icon={Camera} title="You have no sequences on Mapillary yet">
        Upload photos there with the Mapillary app or the Desktop Uploader. They show up here when Mapillary has
        processed them.
      </EmptyState>
    )
  }
  const { db, limits } = runtime()
  return (
    <SequencePicker
      sequences={found}
      action={importSequences}
      styleUrl={env().MAP_STYLE_URL}
      today={await getPhotosToday(db, limits, userId)}
      importsAtOnce={limits.importsPerUser}
    />
  )
}

/** The sequences, or the expected failure as a value: it has words of its own on this page. */
async function load(userId: number): Promise<ImportableSequence[] | AppError> {
  try {
    return await listImportableSequences(runtime(), { userId })
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
